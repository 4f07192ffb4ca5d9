"""The README's programs run as they stand."""

import re
from pathlib import Path

import run_agent

README = Path(run_agent.__file__).parent / "README.md"
BLOCKS = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)


def test_one_s_own_solver_runs_and_is_better_than_a_guess(tmp_path, monkeypatch, capsys):
    [solver] = [block for block in BLOCKS if block.startswith("# mine.py")]
    monkeypatch.chdir(tmp_path)
    Path("mine.py").write_text(solver)
    assert run_agent.main(["--solver", "mine.py", "--limit", "5", "--min-accuracy", "0.2"]) == 0
    assert capsys.readouterr().out.splitlines()[-2].startswith("all ")


def test_the_loop_and_the_generator_run(tmp_path, monkeypatch, capsys):
    [loop] = [block for block in BLOCKS if "load_sets" in block]
    monkeypatch.chdir(tmp_path)
    Path("mine.py").write_text("class Mine:\n    def solve(self, problem):\n        return 1\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    folder = README.parent / "problems" / "sets" / "Generated Problems B" / "Generated Problem B-01"
    exec(loop.replace('"problems/sets"', repr(str(folder))).replace("shipped_sets()", repr(str(folder))), {})
    assert capsys.readouterr().out.splitlines()[-1].startswith("Generated Problems B ")
    [generator] = [block for block in BLOCKS if "ProblemStream" in block]
    names = {}
    exec(generator, names)
    assert names["batch"].options.shape[:2] == (8, 8) and len(names["pairs"].pairs) == 8
