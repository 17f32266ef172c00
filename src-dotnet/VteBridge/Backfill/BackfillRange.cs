namespace VteBridge.Backfill;

/// <summary>
/// The time to fill, [From, To) in VTE's own time, and the share of it that is ours: slices are disjoint and complete, so
/// that several machines can each take one.
/// </summary>
/// <param name="Slice">1 to Slices.</param>
/// <param name="IsOpen">To is not what was asked for but now: called again, it goes on to the end that it had when it began.</param>
internal sealed record BackfillRange(
    DateTime From,
    DateTime To,
    int Slice,
    int Slices,
    bool NewestFirst,
    bool IsOpen = false
)
{
    public DateTime Begin => Border(Slice - 1);
    public DateTime End => Border(Slice);

    /// <summary>Names the file that remembers how far this very call has come; another range, slice or order begins anew.</summary>
    public string Key =>
        $"{From:yyyyMMddTHHmmss}-{(IsOpen ? "now" : $"{To:yyyyMMddTHHmmss}")}-{Slice}of{Slices}{(NewestFirst ? "-newest" : "")}";

    /// <summary>The pieces in the order in which they are walked: days when the newest come first, else all at once.</summary>
    public IEnumerable<BackfillChunk> Chunks()
    {
        if (!NewestFirst)
        {
            if (Begin < End)
                yield return new BackfillChunk(Begin, End);
            yield break;
        }
        for (var end = End; end > Begin; )
        {
            var midnight = end.AddTicks(-1).Date;
            var begin = midnight > Begin ? midnight : Begin;
            yield return new BackfillChunk(begin, end);
            end = begin;
        }
    }

    /// <summary>Whole seconds: a border that a datetime column cannot hold would be rounded into both slices or into none.</summary>
    private DateTime Border(int slice)
    {
        if (slice == 0 || slice == Slices)
            return slice == 0 ? From : To;
        var ticks = (To - From).Ticks / Slices * slice;
        return From.AddTicks(ticks - (ticks % TimeSpan.TicksPerSecond));
    }
}

/// <summary>[Begin, End) in VTE's own time.</summary>
internal sealed record BackfillChunk(DateTime Begin, DateTime End);
