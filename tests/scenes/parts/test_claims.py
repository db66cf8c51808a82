"""What a film claims is kept with the film; the rehearsal's tests evaluate it."""

import tiny_lessons as tiny
from manim import FadeIn, FadeOut


def test_a_claim_is_seen_while_its_sign_is_seen_and_is_evaluated_then():
    def tell(lesson):
        sign = lesson.label("=").move_to((5, 1, 0))
        lesson.claim("row 1 = row 1", sign, lambda: lesson.grid.values[1, 0] == 0)
        lesson.show(FadeIn(sign))
        lesson.show(FadeOut(sign))
        lesson.hold()

    seen = [play.after.claims for play in tiny.told(tell).plays]
    assert [claim.holds for claims in seen for claim in claims] == [True]
    assert not seen[-1]
