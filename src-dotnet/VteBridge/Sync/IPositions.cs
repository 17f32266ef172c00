using VteBridge.Vte;

namespace VteBridge.Sync;

/// <summary>Where the walks of a cycle begin, and what remembers how far they have come.</summary>
internal interface IPositions
{
    /// <summary>What is remembered, null before the first time.</summary>
    Position? Of(string source);

    Position Start(string source, Window window);

    /// <summary>Everything up to <paramref name="last"/> is settled, except what is deferred, the first of it at <paramref name="held"/>.</summary>
    void Move(string source, Position? last, Position? held);
}
