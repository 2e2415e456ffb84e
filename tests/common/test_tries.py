from edsportal.common.tries import Tries


def test_names_have_counts_of_their_own(time_machine: object) -> None:
    time_machine.move_to("2026-03-01T10:00:00Z", tick=False)
    tries = Tries("names", most=2, seconds=60)
    for _each in range(2):
        assert not tries.used_up("a", "b")
        tries.count("a")
    assert tries.used_up("a", "b")
    assert not tries.used_up("b")
    assert not Tries("other", most=2, seconds=60).used_up("a")


def test_a_new_window_begins_anew(time_machine: object) -> None:
    time_machine.move_to("2026-03-01T10:00:00Z", tick=False)
    tries = Tries("window", most=1, seconds=60)
    tries.count("a")
    time_machine.move_to("2026-03-01T10:00:59Z", tick=False)
    assert tries.used_up("a")
    time_machine.move_to("2026-03-01T10:01:00Z", tick=False)
    assert not tries.used_up("a")
