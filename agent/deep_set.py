"""What the parts of figures say together: sums, means and the most certain vote, with their gradient."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array


class DeepSet:
    """Pools descriptions of parts by figure and kind (Zaheer et al. 2017, Deep Sets).

    A sum counts, a mean compares, and of each shape the most certain part tells. `backward` follows the
    latest `forward` of training.

    Parameters
    ----------
    kinds : int
        How many kinds of part are pooled apart.
    """

    def __init__(self, kinds):
        self.kinds = kinds
        self._saved = None

    def forward(self, described, logits, figure, kind, count, training=False):
        """Pool P parts of `count` figures; parts in any order.

        Parameters
        ----------
        described, logits : numpy.ndarray
            (P, width) and (P, shapes).
        figure, kind : numpy.ndarray
            int (P,).

        Returns
        -------
        pooled : numpy.ndarray
            (count, 2 * kinds * width): the sums of every kind, then the means; 0 where there is no part.
        vote : numpy.ndarray
            (count, shapes): the largest logits; 0 for a figure without parts.
        """
        row, rows = figure * self.kinds + kind, count * self.kinds
        member = csr_array((np.ones(len(row), described.dtype), (row, np.arange(len(row)))), (rows, len(row)))
        number = np.maximum(np.bincount(row, minlength=rows), 1).astype(described.dtype)[:, None]
        sums = member @ described
        pooled = [part.reshape(count, -1) for part in (sums, sums / number)]
        vote = np.full((count, logits.shape[1]), -np.inf, logits.dtype)
        np.maximum.at(vote, figure, logits)
        if training:
            self._saved = member, number, logits == vote[figure], figure
        return np.concatenate(pooled, axis=1), np.where(np.isinf(vote), 0.0, vote).astype(logits.dtype)

    def backward(self, d_pooled, d_vote):
        """Gradients by `described` and `logits`.

        A sum hands its gradient to every part, a mean its share of it; a vote's goes to the part that
        was most certain, tied ones share it.
        """
        (member, number, best, figure), self._saved = self._saved, None
        sums, means = (part.reshape(len(number), -1) for part in np.split(d_pooled, 2, axis=1))
        ties = np.zeros(d_vote.shape, d_vote.dtype)
        np.add.at(ties, figure, best)
        d_logits = best * (d_vote / np.maximum(ties, 1.0))[figure]
        return member.T @ (sums + means / number), d_logits
