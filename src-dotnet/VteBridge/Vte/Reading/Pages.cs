namespace VteBridge.Vte.Reading;

/// <summary>The header rows of one page in the order (Timestamp, Index_GUID), as runs without steps, assemblies, components and history.</summary>
/// <param name="Unreadable">Rows of the page that are no run; each stands in the page's part of the order.</param>
/// <param name="Last">The last row of the page, readable or not; null when it has none.</param>
/// <param name="Next">Where the next page begins; null when this was the last.</param>
internal sealed record RunHeaderPage(
    IReadOnlyList<TestRun> Headers,
    IReadOnlyList<UnreadableRow> Unreadable,
    Position? Last,
    Position? Next
);

/// <summary>The same of repairs: without actions, syndromes and their run.</summary>
internal sealed record RepairHeaderPage(
    IReadOnlyList<Repair> Headers,
    IReadOnlyList<UnreadableRow> Unreadable,
    Position? Last,
    Position? Next
);

/// <summary>Runs found by their ids; what VTE does not have is in neither list.</summary>
internal sealed record RunsFound(IReadOnlyList<TestRun> Runs, IReadOnlyList<UnreadableRow> Unreadable);

/// <summary>Puts the rows of a page together that have one key, and sees that a page begins where the one before ended.</summary>
internal static class PageRows
{
    /// <param name="rows">In the server's order.</param>
    /// <param name="from">Where the page was asked to begin.</param>
    /// <param name="isFull">There are more rows behind them: the last key's may not all be here, and are left to the next page.</param>
    /// <exception cref="VteFailure">The page does not move on.</exception>
    public static List<List<T>> Group<T>(
        IReadOnlyList<T> rows,
        Func<T, Position> positionOf,
        Position from,
        bool isFull
    )
    {
        var groups = new List<List<T>>();
        Position? last = null;
        foreach (var row in rows)
        {
            var position = positionOf(row);
            if (position == last)
            {
                groups[^1].Add(row);
                continue;
            }
            var before = last ?? (from.Id == "" ? Position.Before(DateTime.MinValue) : from);
            if (position == before || position.Timestamp < before.Timestamp)
                throw new VteFailure(
                    $"VTE does not keep to the order of its rows: behind {before} came {position}. "
                        + "Check that the column in Vte:Columns:Run.Timestamp and the id are what the table holds, not computed by a view at each read."
                );
            groups.Add([row]);
            last = position;
        }
        // When all rows have one key there is nothing to leave: more of them would say nothing new.
        if (isFull && groups.Count > 1)
            groups.RemoveAt(groups.Count - 1);
        return groups;
    }
}
