"""Bits of an H.264 stream: fixed-length and Exp-Golomb numbers (ITU-T H.264, 7.2 and 9.1)."""

from __future__ import annotations

import re

__all__ = ["BitReader", "BitWriter", "escaped", "nal_units", "unescaped"]

_EMULATES_A_START = re.compile(rb"\0\0(?=[\0-\3])")


class BitReader:
    """Reads numbers from the payload of a NAL unit, escapes removed."""

    def __init__(self, payload: bytes) -> None:
        self.bits = f"{int.from_bytes(payload):0{8 * len(payload)}b}"
        self.place = 0

    def fixed(self, length: int) -> int:
        """Read a number of `length` bits, u(n)."""
        self.place += length
        return int(self.bits[self.place - length : self.place] or "0", 2)

    def unsigned(self) -> int:
        """Read a number of its own length, ue(v).

        Examples
        --------
        >>> reader = BitReader(bytes([0b1_010_0111, 0b0_0000000]))
        >>> reader.unsigned(), reader.unsigned(), reader.unsigned()
        (0, 1, 2)
        """
        zeros = self.bits.index("1", self.place) - self.place
        self.place += zeros
        return self.fixed(zeros + 1) - 1

    def signed(self) -> int:
        """Read a number with a sign, se(v)."""
        code = self.unsigned()
        return (code + 1) // 2 if code % 2 else -code // 2

    def since(self, start: int) -> str:
        """Return the bits that were read from a place on."""
        return self.bits[start : self.place]


class BitWriter:
    """Collects numbers as bits."""

    def __init__(self) -> None:
        self.bits = ""

    def fixed(self, number: int, length: int) -> None:
        """Write the lowest `length` bits of a number, u(n)."""
        self.bits += f"{number % 2**length:0{length}b}" if length else ""

    def unsigned(self, *numbers: int) -> None:
        """Write each number as ue(v).

        Examples
        --------
        >>> writer = BitWriter()
        >>> writer.unsigned(6)
        >>> writer.bits
        '00111'
        """
        for number in numbers:
            code = f"{number + 1:b}"
            self.bits += "0" * (len(code) - 1) + code

    def signed(self, *numbers: int) -> None:
        """Write each number as se(v)."""
        self.unsigned(*(2 * number - 1 if number > 0 else -2 * number for number in numbers))

    def aligned(self) -> bytes:
        """Return the bits, filled up with ones to whole bytes, as before CABAC data."""
        bits = self.bits + "1" * (-len(self.bits) % 8)
        return int(bits, 2).to_bytes(len(bits) // 8)


def nal_units(stream: bytes) -> list[bytes]:
    """Split a stream at its start codes."""
    parts = stream.replace(b"\0\0\0\1", b"\0\0\1").split(b"\0\0\1")
    return [part for part in parts if part]


def unescaped(unit: bytes) -> bytes:
    """Remove the bytes that keep a start code from occurring inside a unit."""
    return unit.replace(b"\0\0\3", b"\0\0")


def escaped(payload: bytes) -> bytes:
    r"""Put in the bytes that keep a start code from occurring inside a unit.

    Examples
    --------
    >>> escaped(b"\0\0\1")
    b'\x00\x00\x03\x01'
    """
    return _EMULATES_A_START.sub(b"\0\0\3", payload)
