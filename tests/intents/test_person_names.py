"""Where names of persons stand."""

from __future__ import annotations

import pytest

from intents.person_names import find_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("anh Nguyễn Văn A và chị Trần Thị B", ["Nguyễn Văn A", "Trần Thị B"]),
        ("họ và tên: Đỗ Hùng", ["Đỗ Hùng"]),
        ("tên em là Lan. Hà Nội đẹp", ["Lan"]),
        ("đường Trần Phú, phường Lê Lợi", []),
        ("con tên Hà Nội", []),
        ("bố tôi tên lê văn tám chết", ["lê văn tám"]),
        ("", []),
    ],
)
def test_names_are_found(text: str, names: list[str]) -> None:
    """In their order, whole, and without what follows."""
    assert [text[start:end] for start, end in find_names(text)] == names
