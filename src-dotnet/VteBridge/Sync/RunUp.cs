using VteBridge.Mapping;
using VteBridge.Vte;

namespace VteBridge.Sync;

/// <summary>
/// A walk begins a little before its first row: what it reads there is only mapped, so that <see cref="StartTimeCollisions"/> knows
/// the starts that are taken. A run then has the same start in every walk, wherever the walk begins.
/// </summary>
internal sealed class RunUp
{
    private DateTime? _begin;

    /// <summary>Where to read on from; the first page of the walk from further back.</summary>
    public Position From(Position from)
    {
        if (_begin is not null)
            return from;
        _begin = from.Timestamp;
        return from.Id == "" && from.Timestamp - DateTime.MinValue > StartTimeCollisions.Reach
            ? Position.Before(from.Timestamp - StartTimeCollisions.Reach)
            : from;
    }

    /// <summary>The page of these rows: all of them are mapped, and those that lie before the walk are then forgotten.</summary>
    public CandidatePage Page<T>(
        IReadOnlyList<T> rows,
        Func<T, Position> positionOf,
        Func<T, Candidate> candidate,
        Position? next
    )
    {
        var before = rows.TakeWhile(row => positionOf(row).Timestamp < _begin).Count();
        return new CandidatePage(
            rows.Count - before,
            before < rows.Count ? positionOf(rows[^1]) : null,
            next,
            () =>
            {
                // Not Skip, which would leave out the mapping of what it skips.
                var all = rows.Select(candidate).ToList();
                all.RemoveRange(0, before);
                return all;
            }
        );
    }
}
