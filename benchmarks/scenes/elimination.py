"""A lecturer's elimination in plain Manim: 49 plays, most of them short, many of them holds."""

from __future__ import annotations

from fractions import Fraction

from manim import (
    BLUE,
    DOWN,
    LEFT,
    ORANGE,
    RIGHT,
    UP,
    YELLOW,
    FadeIn,
    FadeOut,
    Indicate,
    Scene,
    SurroundingRectangle,
    Text,
    Transform,
    VGroup,
    Write,
)

Rows = list[list[Fraction]]


class EliminationByHand(Scene):
    """Four equations, six row operations: name them, box the rows, change the numbers."""

    def construct(self) -> None:
        rows = [
            [Fraction(x) for x in row]
            for row in ([2, 1, 1, 3, 9], [4, 3, 3, 1, 11], [8, 7, 9, 5, 29], [6, 7, 9, 8, 30])
        ]
        self.entries = self._table(rows)
        self.play(Write(Text("Elimination", font_size=40).to_edge(UP)))
        self.play(FadeIn(self.entries))
        self.wait(2)
        for pivot in range(3):
            for target in range(pivot + 1, 4):
                self._subtract(rows, pivot, target)
        self.play(Indicate(self.entries))
        self.wait(1)
        self.play(FadeOut(self.entries, shift=DOWN))
        self.wait(1)

    def _table(self, rows: Rows) -> VGroup:
        """Return the numbers as rows of text, each in its place."""
        return VGroup(
            *(
                VGroup(
                    *(
                        Text(str(x), font_size=36).move_to([1.3 * j - 2.6, 1.5 - 0.9 * i, 0])
                        for j, x in enumerate(row)
                    )
                )
                for i, row in enumerate(rows)
            )
        )

    def _subtract(self, rows: Rows, pivot: int, target: int) -> None:
        """Animate one row operation in seven plays."""
        multiplier = rows[target][pivot] / rows[pivot][pivot]
        said = Text(f"row {target + 1} - {multiplier} row {pivot + 1}", font_size=36)
        said.to_edge(DOWN)
        source = SurroundingRectangle(self.entries[pivot], color=BLUE)
        changed = SurroundingRectangle(self.entries[target], color=ORANGE)
        self.play(FadeIn(said, shift=UP), run_time=0.8)
        self.play(FadeIn(source), FadeIn(changed), run_time=0.8)
        self.wait(1)
        rows[target] = [x - multiplier * y for x, y in zip(rows[target], rows[pivot], strict=True)]
        flying = self.entries[pivot].copy().set_color(YELLOW)
        self.play(flying.animate.move_to(self.entries[target]), run_time=1)
        self.play(
            FadeOut(flying),
            Transform(self.entries[target], self._table(rows)[target]),
            run_time=1,
        )
        self.wait(1.5)
        self.play(FadeOut(said, shift=LEFT), FadeOut(source), FadeOut(changed, shift=RIGHT))
