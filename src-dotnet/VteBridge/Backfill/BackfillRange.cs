namespace VteBridge.Backfill;

/// <summary>
/// The time range to backfill, [From, To) in VTE's local time, and this machine's slice of it. The slices do not overlap
/// and cover the whole range, so that several machines can take one each.
/// </summary>
/// <param name="Slice">The number of the slice, 1 to Slices.</param>
/// <param name="IsOpen">Whether no end was asked for, so that To is the time of the call. A call that resumes an unfinished one
/// keeps that call's To.</param>
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

    /// <summary>
    /// The key under which the state store keeps how far this backfill has come; another range, slice or order starts
    /// anew.
    /// </summary>
    public string Key =>
        $"{From:yyyyMMddTHHmmss}-{(IsOpen ? "now" : $"{To:yyyyMMddTHHmmss}")}-{Slice}of{Slices}{(NewestFirst ? "-newest" : "")}";

    /// <summary>The chunks in the order in which they are read: one per day when the newest come first, else a single one.</summary>
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

    /// <summary>Whole seconds: a datetime column would round a finer border, and a run could then be in both slices or in none.</summary>
    private DateTime Border(int slice)
    {
        if (slice == 0 || slice == Slices)
            return slice == 0 ? From : To;
        var ticks = (To - From).Ticks / Slices * slice;
        return From.AddTicks(ticks - (ticks % TimeSpan.TicksPerSecond));
    }
}

/// <summary>[Begin, End) in VTE's local time.</summary>
internal sealed record BackfillChunk(DateTime Begin, DateTime End);
