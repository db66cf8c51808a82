import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy.polys.fields import field
from sympy.polys.rings import ring

from linalg.rings.lowest_terms import coprime, quotient

R, X, Y, Z = ring("x y z", sp.ZZ)
K = field("x y z", sp.ZZ)[0]
polynomials = st.lists(
    st.tuples(*[st.integers(0, 2)] * 3, st.integers(-4, 4)), min_size=1, max_size=5
).map(lambda terms: sum((c * X**i * Y**j * Z**k for i, j, k, c in terms), R.zero))


@given(polynomials, polynomials, polynomials)
@settings(deadline=None)
def test_equal_to_the_quotient_by_the_gcd(top, bottom, factor):
    bottom, factor = bottom or R.one, factor or R.one
    assert quotient(K, top * factor, bottom * factor) == K.new(top, bottom)


@given(polynomials, polynomials)
@settings(deadline=None)
def test_the_proof_never_claims_too_much_and_seldom_too_little(top, bottom):
    top, bottom = top or R.one, bottom or R.one
    # a random line modulo a prime near 2³¹ hides no factor and invents none, but once in 10⁸
    assert coprime(top, bottom) == (top.gcd(bottom).is_ground)
