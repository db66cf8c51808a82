"""A derivation typeset by LaTeX: forty formulas, most of them in parts, each one written out."""

from __future__ import annotations

from manim import DOWN, UP, YELLOW, FadeOut, MathTex, Scene, Tex, TransformMatchingTex, Write

CHAPTERS = {
    "Gradient descent": [
        (r"x_{k+1}", "=", r"x_k - \eta \nabla f(x_k)"),
        (r"f(x_{k+1})", r"\le", r"f(x_k) + \nabla f(x_k)^T (x_{k+1} - x_k) + \frac{L}{2} \|s\|^2"),
        (r"f(x_{k+1})", r"\le", r"f(x_k) - \eta \left(1 - \frac{L \eta}{2}\right) \|g_k\|^2"),
        (r"\eta", "=", r"\frac{1}{L}"),
        (r"f(x_k) - f^*", r"\le", r"\frac{L \|x_0 - x^*\|^2}{2 k}"),
        (r"f(x_k) - f^*", r"\le", r"\left(1 - \frac{\mu}{L}\right)^k (f(x_0) - f^*)"),
        (r"\kappa", "=", r"\frac{\lambda_{\max}}{\lambda_{\min}}"),
        (r"\rho", "=", r"\frac{\kappa - 1}{\kappa + 1}"),
        (r"k", r"\ge", r"\frac{\kappa}{2} \ln \frac{1}{\varepsilon}"),
    ],
    "Newton's method": [
        (r"f(x + s)", r"\approx", r"f(x) + g^T s + \frac{1}{2} s^T H s"),
        (r"H s", "=", r"-g"),
        (r"x_{k+1}", "=", r"x_k - H_k^{-1} g_k"),
        (r"\|x_{k+1} - x^*\|", r"\le", r"\frac{M}{2 \mu} \|x_k - x^*\|^2"),
        (r"H", "=", r"\begin{pmatrix} 2 & 1 \\ 1 & 3 \end{pmatrix}"),
        (r"H^{-1}", "=", r"\frac{1}{5} \begin{pmatrix} 3 & -1 \\ -1 & 2 \end{pmatrix}"),
        (r"(H + \lambda I) s", "=", r"-g"),
        (r"\phi(\lambda)", "=", r"\frac{1}{\Delta} - \frac{1}{\|s(\lambda)\|}"),
        (r"B_{k+1} s_k", "=", r"y_k"),
    ],
    "Least squares": [
        (r"\min_x", r"\;", r"\|A x - b\|_2^2"),
        (r"A^T A x", "=", r"A^T b"),
        (r"A", "=", r"Q R"),
        (r"R x", "=", r"Q^T b"),
        (r"A", "=", r"\sum_{i=1}^{r} \sigma_i u_i v_i^T"),
        (r"x", "=", r"\sum_{i=1}^{r} \frac{u_i^T b}{\sigma_i} v_i"),
        (r"x_\lambda", "=", r"\sum_{i=1}^{r} \frac{\sigma_i}{\sigma_i^2 + \lambda} (u_i^T b) v_i"),
        (r"P", "=", r"A (A^T A)^{-1} A^T"),
        (r"P^2", "=", r"P = P^T"),
    ],
    "Backpropagation": [
        (r"z^{(l)}", "=", r"W^{(l)} a^{(l-1)} + b^{(l)}"),
        (r"a^{(l)}", "=", r"\sigma(z^{(l)})"),
        (r"\delta^{(L)}", "=", r"\nabla_a C \odot \sigma'(z^{(L)})"),
        (r"\delta^{(l)}", "=", r"(W^{(l+1)})^T \delta^{(l+1)} \odot \sigma'(z^{(l)})"),
        (r"\frac{\partial C}{\partial W^{(l)}}", "=", r"\delta^{(l)} (a^{(l-1)})^T"),
        (r"\frac{\partial C}{\partial b^{(l)}}", "=", r"\delta^{(l)}"),
        (r"p_i", "=", r"\frac{e^{z_i}}{\sum_{j=1}^{n} e^{z_j}}"),
        (r"C", "=", r"-\sum_{i=1}^{n} y_i \log p_i"),
        (r"\frac{\partial C}{\partial z_i}", "=", r"p_i - y_i"),
    ],
}
"""A title in text and nine formulas in three parts each, four times: forty in all."""


class FortyFormulas(Scene):
    """Write a title, then turn each formula into the next, and clear the board."""

    def construct(self) -> None:
        for title, formulas in CHAPTERS.items():
            heading = Tex(title, font_size=60).to_edge(UP)
            self.play(Write(heading))
            shown = None
            for parts in formulas:
                formula = MathTex(*parts, font_size=60)
                formula[0].set_color(YELLOW)
                if shown is None:
                    self.play(Write(formula))
                else:
                    self.play(TransformMatchingTex(shown, formula))
                shown = formula
                self.wait(0.5)
            self.play(FadeOut(heading, shown, shift=DOWN))
