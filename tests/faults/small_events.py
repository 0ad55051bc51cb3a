"""Events of a very small district, for Hypothesis: few entities and days, so that they meet."""

from hypothesis import strategies as st

from tests.faults.states import Json

_DAYS = ("2026-03-02", "2026-03-03", "2026-09-30", "2027-01-04")
KNOWN = ("2026-03-02T22:59:59Z", "2026-03-03T08:00:00Z", "2026-03-03T23:30:00Z", "2026-09-30T12:00:00Z")


@st.composite
def _entries(draw: st.DrawFn) -> Json:
    status = draw(st.sampled_from(("planned", "started", "cancelled")))
    return {
        "entry_id": draw(st.sampled_from(("T-1", "T-2", "T-3"))),
        "revision": draw(st.integers(1, 4)),
        "status": status,
        "customer": "c_0123456789abcdef",
        "office": draw(st.sampled_from(("JC-WB", "JC-ABI"))),
        "funding": draw(st.sampled_from(("SGB3", "SGB2"))),
        "customer_regime": "SGB2",
        "employed": draw(st.booleans()),
        "occupation": draw(st.sampled_from((None, "43102", "81301", "5251"))),
        "sector": None,
        "start_date": draw(st.sampled_from(_DAYS)),
        "planned_end_date": None,
        "end_date": None,
        "outcome": None,
        "form": draw(st.sampled_from(("adaptation", "basic_skills"))),
        "delivery": "online",
        "hours": "full_time",
        "measure": None,
    }


@st.composite
def _customers(draw: st.DrawFn) -> Json:
    return {
        "customer": draw(st.sampled_from(("c_0123456789abcde1", "c_0123456789abcde2"))),
        "revision": draw(st.integers(1, 3)),
        "status": draw(st.sampled_from(("registered", "closed"))),
        "office": draw(st.sampled_from(("JC-WB", "JC-ABI"))),
        "regime": "SGB2",
        "skill_level": draw(st.sampled_from(("helper", "skilled"))),
        "qualification": "none",
        "long_term_unemployed": False,
        "age_band": "35-54",
        "target_occupation": None,
        "language_support": draw(st.booleans()),
    }


@st.composite
def small_events(draw: st.DrawFn) -> Json:
    """Draw an event; its id is given by who accepts it."""
    kind, data = draw(st.one_of(st.tuples(st.just("entry"), _entries()), st.tuples(st.just("customer"), _customers())))
    customers = {"registered": "customer.updated", "closed": "customer.closed"}
    return {
        "version": 1,
        "type": customers[data["status"]] if kind == "customer" else "entry.corrected",
        "source": f"urn:office:{data['office'].lower()}",
        "time": "2026-03-02T08:00:00Z",
        "recordedtime": draw(st.sampled_from(KNOWN)),
        "data": data,
    }
