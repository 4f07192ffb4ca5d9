"""The files of a folder of results, as tests compare them."""

FILES = ("AgentAnswers.csv", "ProblemResults.csv", "SetResults.csv")


def contents(folder):
    return {name: (folder / name).read_bytes() for name in FILES}
