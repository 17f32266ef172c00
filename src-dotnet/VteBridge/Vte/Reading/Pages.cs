namespace VteBridge.Vte.Reading;

/// <summary>
/// Header rows in VTE's order: runs without steps, assemblies, components and history; repairs without actions, syndromes and
/// their run. What VTE does not have of single rows that were asked for is in neither list.
/// </summary>
/// <param name="Unreadable">Rows that are no run or repair; each stands in the page's part of the order.</param>
/// <param name="Next">Where the next page begins; null when this was the last.</param>
internal sealed record HeaderRows<T>(
    IReadOnlyList<T> Headers,
    IReadOnlyList<UnreadableRow> Unreadable,
    Position? Next = null
)
{
    /// <param name="rows">Each is one or the other.</param>
    public static HeaderRows<T> Of(IEnumerable<(T? Header, UnreadableRow? Unreadable)> rows, Position? next = null)
    {
        var all = rows.ToList();
        return new(
            [.. all.Select(r => r.Header).OfType<T>()],
            [.. all.Select(r => r.Unreadable).OfType<UnreadableRow>()],
            next
        );
    }
}

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
