"""Opening what an administrator names: a file, a folder, a zip or a gzip. Nothing is ever unpacked to disk."""

from __future__ import annotations

import gzip
import io
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.sources.problems import Problem

LARGEST_FILE = 512 * 2**20
"""bytes of one file, unpacked"""
LARGEST_ARCHIVE = 2 * 2**30
"""bytes of all files of one archive, unpacked"""

_WORKBOOK = "xl/workbook.xml"
_TOO_LARGE = "Chia tệp thành nhiều tệp nhỏ hơn rồi nạp lại."
_AGAIN = "Tải hoặc sao chép lại tệp rồi nạp lại."
_IGNORED = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of one file, with the name that problems give it."""

    file: str
    data: bytes


def contents(path: Path) -> Iterator[Content | Problem]:
    """Every file that a path leads to: itself, those of a folder, those of an archive."""
    if not path.is_dir():
        yield from _opened(path)
        return
    found = False
    for folder, folders, files in os.walk(path):
        folders.sort()
        folders[:] = [name for name in folders if not _ignored(name)]
        for name in sorted(files):
            if not _ignored(name):
                found = True
                yield from _opened(Path(folder) / name)
    if not found:
        yield Problem(str(path), "", "", "thư mục không có tệp nào", "Kiểm tra lại đường dẫn.")


def _ignored(name: str) -> bool:
    return name.startswith(".") or name in _IGNORED


def _opened(path: Path) -> Iterator[Content | Problem]:
    file = str(path)
    try:
        information = path.stat()
        if not stat.S_ISREG(information.st_mode):
            yield Problem(file, "", "", "không phải là tệp thường", "Chỉ nạp tệp, thư mục, tệp zip hoặc gzip.")
            return
        if information.st_size > LARGEST_FILE:
            yield Problem(file, "", "", "tệp quá lớn", _TOO_LARGE)
            return
        data = path.read_bytes()
    except OSError as error:
        yield Problem(
            file,
            "",
            "",
            f"không đọc được tệp ({error.strerror or 'lỗi đọc'})",
            "Kiểm tra tệp còn đó và quyền đọc của người chạy lệnh.",
        )
        return
    if is_workbook(data):
        yield _workbook(file, data)
    elif data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        yield from _unzipped(file, data)
    else:
        yield _unpacked(file, data)


def is_workbook(data: bytes) -> bool:
    """Whether a file is an Excel workbook (.xlsx), which is a zip too."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _WORKBOOK in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def _workbook(file: str, data: bytes) -> Content | Problem:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(member.file_size for member in archive.infolist()) > LARGEST_FILE:
            return Problem(file, "", "", "tệp Excel quá lớn sau khi giải nén", _TOO_LARGE)
    return Content(file, data)


def _unpacked(file: str, data: bytes) -> Content | Problem:
    if not data.startswith(b"\x1f\x8b"):
        return Content(file, data)
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            plain = packed.read(LARGEST_FILE + 1)
    except (OSError, EOFError, zlib.error):
        return Problem(file, "", "", "tệp gzip hỏng hoặc bị cắt ngang; không dùng phần nào của tệp", _AGAIN)
    if len(plain) > LARGEST_FILE:
        return Problem(file, "", "", "tệp gzip quá lớn sau khi giải nén", _TOO_LARGE)
    return Content(file, plain)


def _unzipped(file: str, data: bytes) -> Iterator[Content | Problem]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        yield Problem(file, "", "", "tệp zip hỏng hoặc bị cắt ngang", _AGAIN)
        return
    read = found = 0
    with archive:
        for member in sorted(archive.infolist(), key=lambda member: member.filename):
            if member.is_dir() or any(_ignored(part) for part in member.filename.split("/") if part != ".."):
                continue
            found += 1
            name = f"{file}!{member.filename}"
            if member.file_size > LARGEST_FILE or read + member.file_size > LARGEST_ARCHIVE:
                yield Problem(name, "", "", "tệp quá lớn sau khi giải nén", _TOO_LARGE)
                continue
            try:
                with archive.open(member) as packed:
                    plain = packed.read(min(LARGEST_FILE, LARGEST_ARCHIVE - read) + 1)
            except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, zlib.error, ValueError):
                yield Problem(
                    name,
                    "",
                    "",
                    "không giải nén được (hỏng, hoặc có mật khẩu)",
                    "Nén lại không đặt mật khẩu rồi nạp lại.",
                )
                continue
            read += len(plain)
            if len(plain) > LARGEST_FILE or read > LARGEST_ARCHIVE:
                yield Problem(name, "", "", "tệp quá lớn sau khi giải nén", _TOO_LARGE)
                return
            if is_workbook(plain):
                yield _workbook(name, plain)
                continue
            if plain.startswith(b"PK\x03\x04"):
                yield Problem(name, "", "", "tệp zip nằm trong tệp zip", "Giải nén tệp bên trong rồi nạp riêng.")
                continue
            yield _unpacked(name, plain)
    if not found:
        yield Problem(file, "", "", "tệp zip không có tệp nào bên trong", _AGAIN)


def decoded(content: Content) -> str | Problem:
    """The text of a file, which must be UTF-8."""
    data = content.data
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return Problem(
            content.file,
            "",
            "",
            "tệp Excel kiểu cũ (.xls) hoặc có mật khẩu",
            "Mở tệp bằng Excel, Lưu thành (Save as) dạng .xlsx, không đặt mật khẩu, rồi nạp lại.",
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or (
        b"\0" in data[:400] and data[:400].count(b"\0") > len(data[:400]) // 4
    ):
        return Problem(
            content.file,
            "",
            "",
            "tệp ghi bằng bảng mã UTF-16",
            "Mở tệp, chọn Lưu thành (Save as), bảng mã UTF-8, rồi nạp lại.",
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Problem(
            content.file,
            f"dòng {line}",
            "",
            "tệp không phải UTF-8 (có thể là CP1258, TCVN3, VNI)",
            "Chuyển tệp sang UTF-8 (ví dụ: iconv -f CP1258 -t UTF-8), rồi nạp lại.",
        )
