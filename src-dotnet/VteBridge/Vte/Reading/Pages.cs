namespace VteBridge.Vte.Reading;

/// <summary>
/// Header rows in VTE's order: runs without steps, assemblies, components and history; repairs without actions, syndromes and their
/// run. When single rows were asked for, those that VTE does not have are in neither list.
/// </summary>
/// <param name="Unreadable">Rows that cannot be read as a run or repair; their positions are within the page.</param>
/// <param name="Next">The position from which the next page is read; null after the last page.</param>
internal sealed record HeaderRows<T>(
    IReadOnlyList<T> Headers,
    IReadOnlyList<UnreadableRow> Unreadable,
    Position? Next = null
)
{
    /// <param name="rows">Each has either a header or an unreadable row.</param>
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

/// <summary>Groups the rows of a page by key, and checks that the page goes on where the one before ended.</summary>
internal static class PageRows
{
    /// <param name="rows">The rows in the server's order.</param>
    /// <param name="from">The position from which the page was asked for.</param>
    /// <param name="isFull">Whether more rows follow. Some rows of the last key may then be missing, so that key is left to the next page.</param>
    /// <exception cref="VteFailure">The rows are not in order.</exception>
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
                    $"VTE returned rows out of order: after {before} came {position}. "
                        + "Check that the column in Vte:Columns:Run.Timestamp and the id are stored in the table, not computed by a view at each read."
                );
            groups.Add([row]);
            last = position;
        }
        // If all rows of the page have the same key, they are kept: further copies would add nothing.
        if (isFull && groups.Count > 1)
            groups.RemoveAt(groups.Count - 1);
        return groups;
    }
}
