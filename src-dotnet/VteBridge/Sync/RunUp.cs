using VteBridge.Mapping;
using VteBridge.Vte;

namespace VteBridge.Sync;

/// <summary>
/// A walk begins a little before its first row: what it reads there is only mapped, so that <see cref="Twins"/> knows
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
        return from.Id == "" && from.Timestamp - DateTime.MinValue > Twins.Reach
            ? Position.Before(from.Timestamp - Twins.Reach)
            : from;
    }

    /// <summary>Whether the row lies before the walk.</summary>
    public bool Holds(Position row) => row.Timestamp < _begin;
}
