"""The agent that solves Raven's Progressive Matrices, its solvers and what runs them."""

from agent.agent import Agent, ConfidenceAgent

__all__ = ["Agent", "ConfidenceAgent"]
