"""A drawing as a value: words and shapes at their places, and how it becomes a PNG.

The font is Source Sans Pro (SIL Open Font Licence), which has every Vietnamese letter; text is composed (NFC) first, so
that each letter with its marks is one glyph and needs no shaping.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from font_source_sans_pro import font_files_ttf
from PIL import Image, ImageColor, ImageDraw, ImageFont

WHITE = "#FFFFFF"
SMOOTH = 2
"""Slanting lines and dots are drawn so many times as large, then made smaller."""
COMPRESSION = 4
MOST_STEPS = 16
NEAR_WHITE = 0xF0
"""Lighter shades are white, lest the ground become one of them."""
HALO = 5
DASH, DASH_GAP = 10, 6

_WORD = re.compile(r"\S+(?:\s%\S*)?")
"""A word; a per cent sign stays with its number."""

Box = tuple[float, float, float, float]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text whose top left corner is (``x``, ``y``); ``size`` in pixels."""

    text: str
    x: float
    y: float
    size: int
    colour: str
    bold: bool = False
    halo: bool = False
    """a white rim, so that it can be read over a line"""

    @property
    def box(self) -> Box:
        """Left, top, right and bottom of the line."""
        return (self.x, self.y, self.x + width_of(self.text, self.size, self.bold), self.y + line_height(self.size))


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle."""

    box: Box
    colour: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled circle."""

    x: float
    y: float
    radius: float
    colour: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points; a dashed one is level or upright and has two."""

    points: tuple[Point, ...]
    width: int
    colour: str
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that a picture shows, in pixels; later shapes lie over earlier ones, words over all."""

    width: int
    height: int
    shapes: tuple[Bar | Dot | Stroke, ...]
    words: tuple[Words, ...]


def width_of(text: str, size: int, bold: bool = False) -> float:
    """How many pixels wide a line of text is."""
    return float(font_of(size, bold).getlength(unicodedata.normalize("NFC", text)))


def line_height(size: int) -> int:
    """How many pixels high a line of text is, its marks above and below included."""
    ascent, descent = font_of(size, bold=True).getmetrics()
    return ascent + descent


def wrapped(text: str, size: int, room: float, bold: bool = False) -> list[str]:
    """Text in lines of at most ``room`` pixels; a word that is wider alone is broken.

    Args:
        text: What to say.
        size: Its size in pixels.
        room: The widest line, pixels.
        bold: Whether it is set bold.

    Returns:
        The lines; none of an empty text.
    """
    lines: list[str] = []
    for word in _WORD.findall(text):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(joined, size, bold) <= room:
            lines[-1] = joined
        else:
            lines += _broken(word, size, room, bold)
    return lines


def png_of(drawing: Drawing) -> bytes:
    """The drawing as a PNG."""
    image = Image.new("RGB", (drawing.width, drawing.height), WHITE)
    draw = ImageDraw.Draw(image)
    for shape in drawing.shapes:
        match shape:
            case Bar(box, colour):
                draw.rectangle(_whole(box), fill=colour)
            case Dot(x, y, radius, colour):
                _smoothly(image, (x - radius, y - radius, x + radius, y + radius), colour, _ellipse)
            case Stroke(points, width, colour, dashed):
                if dashed:
                    for start, end in _dashes(*points):
                        draw.line((start, end), fill=colour, width=width)
                elif len({x for x, _ in points}) == 1 or len({y for _, y in points}) == 1:
                    draw.line(points, fill=colour, width=width)
                else:
                    xs, ys = [x for x, _ in points], [y for _, y in points]
                    around = (min(xs) - width, min(ys) - width, max(xs) + width, max(ys) + width)
                    _smoothly(image, around, colour, _polyline(shape, around))
    for words in drawing.words:
        draw.text(
            (round(words.x), round(words.y)),
            unicodedata.normalize("NFC", words.text),
            font=font_of(words.size, words.bold),
            fill=words.colour,
            stroke_width=HALO if words.halo else 0,
            stroke_fill=WHITE,
        )
    output = io.BytesIO()
    few = image.quantize(palette=_palette(drawing), dither=Image.Dither.NONE)
    few.save(output, "PNG", compress_level=COMPRESSION)
    return output.getvalue()


def _palette(drawing: Drawing) -> Image.Image:
    """The drawing's colours, each in steps to white for soft edges: a third of the bytes, and of the time, of RGB."""
    colours = sorted({part.colour for part in (*drawing.shapes, *drawing.words)} - {WHITE})
    steps = min(MOST_STEPS, 255 // max(len(colours), 1))
    shades = [0xFF] * 3
    for colour in colours:
        for step in range(1, steps + 1):
            shade = [round(0xFF - (0xFF - part) * step / steps) for part in ImageColor.getrgb(colour)[:3]]
            shades += shade if min(shade) < NEAR_WHITE else []
    palette = Image.new("P", (1, 1))
    palette.putpalette(shades)
    return palette


@cache
def font_of(size: int, bold: bool) -> ImageFont.FreeTypeFont:
    """The font of a size."""
    path = font_files_ttf["SourceSansProSemibold" if bold else "SourceSansPro"]
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def _broken(word: str, size: int, room: float, bold: bool) -> Iterator[str]:
    """The word, or pieces of it that fit."""
    piece = ""
    for letter in unicodedata.normalize("NFC", word):
        if piece and width_of(piece + letter, size, bold) > room:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _whole(box: Box) -> Box:
    """A box at whole pixels whose right and bottom edge are outside, as sizes are counted."""
    left, top, right, bottom = map(round, box)
    return (left, top, max(left, right - 1), max(top, bottom - 1))


def _smoothly(image: Image.Image, box: Box, colour: str, paint: Callable[[ImageDraw.ImageDraw, Box], None]) -> None:
    """Paint a shape with soft edges."""
    left, top = int(box[0]), int(box[1])
    width, height = int(box[2]) + 1 - left, int(box[3]) + 1 - top
    mask = Image.new("L", (width * SMOOTH, height * SMOOTH))
    scaled = tuple((value - start) * SMOOTH for value, start in zip(box, (left, top, left, top), strict=True))
    paint(ImageDraw.Draw(mask), (scaled[0], scaled[1], scaled[2], scaled[3]))
    image.paste(colour, (left, top), mask.reduce(SMOOTH))


def _ellipse(draw: ImageDraw.ImageDraw, box: Box) -> None:
    draw.ellipse(box, fill=255)


def _polyline(stroke: Stroke, around: Box) -> Callable[[ImageDraw.ImageDraw, Box], None]:
    """How a slanting line is painted into its box."""

    def paint(draw: ImageDraw.ImageDraw, box: Box) -> None:
        points = [(box[0] + (x - around[0]) * SMOOTH, box[1] + (y - around[1]) * SMOOTH) for x, y in stroke.points]
        draw.line(points, fill=255, width=stroke.width * SMOOTH, joint="curve")

    return paint


def _dashes(start: Point, end: Point) -> Iterator[tuple[Point, Point]]:
    """The dashes of a level or upright line."""
    (left, top), (right, bottom) = start, end
    length = (right - left) + (bottom - top)
    across = right > left
    at = 0.0
    while at < length:
        stop = min(at + DASH, length)
        yield ((left + at, top), (left + stop, top)) if across else ((left, top + at), (left, top + stop))
        at = stop + DASH_GAP
