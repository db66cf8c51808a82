import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy.polys.fields import field
from sympy.polys.rings import ring

import linalg.lowest_terms
from linalg.lowest_terms import quotient

R, X, Y, Z = ring("x y z", sp.ZZ)
K = field("x y z", sp.ZZ)[0]
polynomials = st.lists(
    st.tuples(*[st.integers(0, 2)] * 3, st.integers(-4, 4)), min_size=1, max_size=5
).map(lambda terms: sum((c * X**i * Y**j * Z**k for i, j, k, c in terms), R.zero))


@given(polynomials, polynomials, polynomials)
@settings(deadline=None)
def test_equal_to_the_quotient_by_the_gcd(top, bottom, factor):
    """With the proof tried on every size, also where a common factor is there to be found."""
    bottom, factor = bottom or R.one, factor or R.one
    saved = linalg.lowest_terms.WORTH_PROVING
    linalg.lowest_terms.WORTH_PROVING = 1
    try:
        assert quotient(K, top * factor, bottom * factor) == K.new(top, bottom)
    finally:
        linalg.lowest_terms.WORTH_PROVING = saved
