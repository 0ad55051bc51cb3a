"""Real processes against any sequence of faults; Hypothesis chooses it."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.faults.conftest import KINDS, Stage
from tests.faults.places import PLACES
from tests.faults.scene import Scene
from tests.faults.tale import contradicted

_SERVICES = st.sampled_from(("intake", "planning", "monitoring"))
_FEW = settings(
    max_examples=12,
    stateful_step_count=12,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink would take hours
    suppress_health_check=list(HealthCheck),
)


class WorldMachine(RuleBasedStateMachine):
    """The model is what the sender was promised."""

    def __init__(self, stage: Stage, kind: str) -> None:
        """Play on *stage*."""
        super().__init__()
        self._stage = stage
        self._kind = kind

    @initialize()
    def begin(self) -> None:
        """Take a world, and send something."""
        self._scene: Scene = self._stage.scene(self._kind)
        self._scene.sender.send(20)

    @rule(number=st.integers(1, 200))
    def submit(self, number: int) -> None:
        """Send new entities, corrections, cancellations, contradictions and repeats."""
        self._scene.sender.send(number)

    @rule()
    def resubmit(self) -> None:
        """Send what was accepted once more, and the same id with other data."""
        event = self._scene.sender.any_accepted()
        self._scene.sender.tell([event])
        self._scene.sender.refuse_other_data(contradicted(event))

    @rule(place=st.sampled_from(PLACES))
    def crash(self, place: str) -> None:
        """Let a service die at a place, when it comes there next."""
        self._scene.condemn(place)

    @rule(name=_SERVICES)
    def restart(self, name: str) -> None:
        """Kill a service; it is started again."""
        self._scene.service(name).kill()

    @rule(name=_SERVICES, one_way=st.booleans())
    def part(self, name: str, *, one_way: bool) -> None:
        """Part a service from Redis."""
        proxy = self._scene.world.proxies[name]
        (proxy.lose_replies if one_way else proxy.black_hole)()

    @rule(name=_SERVICES)
    def heal(self, name: str) -> None:
        """Connect a service with Redis again."""
        self._scene.world.proxies[name].heal()

    @rule()
    def restart_redis(self) -> None:
        """Kill Redis and start it again on its files."""
        self._scene.world.redis.restart()

    @rule()
    def flush(self) -> None:
        """Let Redis lose everything."""
        self._scene.world.redis.flush()

    @rule()
    def restart_databases(self) -> None:
        """Take the databases away and bring them back."""
        self._scene.store.crash()
        self._scene.store.recover()

    def teardown(self) -> None:
        """Make the world whole, and compare."""
        for name, proxy in self._scene.world.proxies.items():
            proxy.heal()
            self._scene.service(name).arm(str)
        self._scene.assert_in_order()


@pytest.mark.timeout(1_200)
@pytest.mark.parametrize("kind", KINDS)
def test_any_sequence_of_faults_ends_in_order(stage: Stage, kind: str) -> None:
    class Here(WorldMachine):
        """Plays on this stage."""

        def __init__(self) -> None:
            """Begin."""
            super().__init__(stage, kind)

    run_state_machine_as_test(Here, settings=_FEW)
