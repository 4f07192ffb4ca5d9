"""A driver of our own that does what the course's did in each of its years.

`python course_harness.py ERA`, run in a folder that holds Agent.py and Problems/, asks the agent about
every problem and writes the answers. It shares nothing with the package but what Agent.py imports.
"""

import os
import random
import sys


class Figure2014:
    def __init__(self, name, path):
        self._name, self._path = name, path

    def getName(self):
        return self._name

    def getPath(self):
        return self._path


class Problem2014:
    def __init__(self, name, kind, figures, answer):
        self._name, self._kind, self._answer = name, kind, answer
        self._figures = {key: Figure2014(key, path) for key, path in figures.items()}

    def getName(self):
        return self._name

    def getProblemType(self):
        return self._kind + " (Image)"

    def getFigures(self):
        return self._figures

    def checkAnswer(self, answer):
        raise RuntimeError("an agent that checks its answer forgoes it")


class Figure:
    def __init__(self, name, path, verbal):
        self.name, self.visualFilename = name, path
        if verbal:
            self.objects = {}


class Problem2015:
    def __init__(self, name, kind, figures, answer):
        self.name, self.problemType = name, kind
        self.hasVisual, self.hasVerbal = True, True
        self.correctAnswer, self.givenAnswer = answer, None
        self.figures = {key: Figure(key, path, True) for key, path in figures.items()}

    def checkAnswer(self, givenAnswer):
        raise RuntimeError("an agent that checks its answer forgoes it")


class Problem2016:
    def __init__(self, name, kind, figures, set_name, verbal):
        self.name, self.problemType, self.problemSetName = name, kind, set_name
        self.hasVisual, self.hasVerbal = True, verbal
        self.figures = {key: Figure(key, path, verbal) for key, path in figures.items()}


def problem_of(era, set_name, name):
    folder = "Problems" + os.sep + set_name + os.sep + name
    with open(folder + os.sep + "ProblemData.txt") as file:
        lines = [line.rstrip() for line in file]
    kind = lines[0]
    keys = list("ABCDEFGH12345678" if kind == "3x3" else "ABC123456")
    random.Random(name).shuffle(keys)
    figures = {key: folder + os.sep + key + ".png" for key in keys}
    if era == "2014":
        return Problem2014(name, kind, figures, lines[1])
    if era in ("2015", "spring 2016"):
        return Problem2015(name, kind, figures, int(lines[1]))
    return Problem2016(name, kind, figures, set_name, verbal=era == "2016")


def names_in(*path):
    with open(os.path.join("Problems", *path)) as file:
        for line in file:
            if not line.rstrip():
                return
            yield line.rstrip()


def row_of(era, set_name, name, answer):
    if era == "2014":
        return "%s,%s\n" % (name, answer + "")  # only a string can be joined to one
    if era == "spring 2016":
        return "%s,%.4f,%d\n" % (name, sum(answer), 1 + max(range(len(answer)), key=answer.__getitem__))
    return "%s,%s,%d\n" % (set_name, name, answer)


def grade():
    with open("AgentAnswers.csv") as file:
        answers = {tuple(line.split(",")[:2]): int(line.split(",")[2]) for line in list(file)[1:]}
    with open("ProblemResults.csv", "w") as results:
        results.write("Problem,Agent's Answer,Correct?,Correct Answer\n")
        for (set_name, name), answer in answers.items():
            with open(os.path.join("Problems", set_name, name, "ProblemAnswer.txt")) as file:
                truth = int(file.read())
            outcome = "Correct" if answer == truth else "Skipped" if answer < 0 else "Incorrect"
            results.write("%s,%d,%s,%d\n" % (name, answer, outcome, truth))


def main(era):
    from Agent import Agent

    agent = Agent()
    with open("AgentAnswers.csv", "w") as results:
        results.write("ProblemSet,RavensProblem,Agent's Answer\n")
        for set_name in names_in("ProblemSetList.txt"):
            for name in names_in(set_name, "ProblemList.txt"):
                results.write(row_of(era, set_name, name, agent.Solve(problem_of(era, set_name, name))))
    if era in ("2016", "2021"):
        grade()


if __name__ == "__main__":
    main(sys.argv[1])
