"""Korean particles, chosen by the last sound of what they follow.

A translation writes both forms, as is usual: 은(는), 이(가), 을(를), 과(와), (으)로, (이)다.
Which one is right is known once the value before it is.
"""

from __future__ import annotations

import re

_PAIRS = {"은(는)": "은는", "이(가)": "이가", "을(를)": "을를", "과(와)": "과와"}
_PARTICLE = re.compile(r"(은\(는\)|이\(가\)|을\(를\)|과\(와\)|\(으\)로|\(이\))")
_DIGITS = dict(zip("0123456789", "영일이삼사오육칠팔구", strict=True))
_LETTERS = {"l": "엘", "m": "엠", "n": "엔", "r": "알"}
_FINALS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_CLOSING = " 괄호 닫고"  # what is said of a parenthesis is not heard before a particle
_REMARK = re.compile(r"(?<=\S)\s*\([^()]*\)$")


def with_particles(text: str, before: str = "") -> str:
    """Return words with the right one of each pair of particles.

    Parameters
    ----------
    text : str
    before : str
        What is read before it, if it begins with a particle.

    Examples
    --------
    >>> with_particles("3은(는) 홀수, 2은(는) 짝수, 계수(rank)을(를) 5(으)로, 1(으)로")
    '3은 홀수, 2는 짝수, 계수(rank)를 5로, 1로'
    """
    written = ""
    for words in _PARTICLE.split(text):
        chosen = _PARTICLE.fullmatch(words)
        written += _chosen(words, last_sound(written or before)) if chosen else words
    return written


def last_sound(text: str) -> str:
    """Return the consonant that ends the last syllable as it is read aloud, "" for a vowel.

    Digits and letters are read by their names: 3 is 삼, 10 is 십, L is 엘.

    >>> [last_sound(text) for text in ("행렬", "열", "7", "10", "A", "L", "계수(rank)")]
    ['ㄹ', 'ㄹ', 'ㄹ', 'ㅂ', '', 'ㄹ', '']
    """
    bare = _REMARK.sub("", text.removesuffix(_CLOSING)).rstrip(" .,:;%'\"’”)]")
    if re.search(r"(?<![\d.])[1-9]\d*0$", bare):
        return "ㅂ"  # 십; 백, 천 and 만 end in other consonants, which take the same particles
    syllable = _LETTERS.get(bare[-1:].lower(), _DIGITS.get(bare[-1:], bare[-1:]))
    if not "가" <= syllable[-1:] <= "힣":
        return ""
    return _FINALS[(ord(syllable[-1]) - ord("가")) % len(_FINALS)].strip()


def _chosen(particle: str, sound: str) -> str:
    if particle == "(으)로":
        return "로" if sound in ("", "ㄹ") else "으로"
    if particle == "(이)":
        return "이" if sound else ""
    return _PAIRS[particle][0 if sound else 1]
