namespace VteBridge.Simulator.Vte.Plant;

/// <summary>
/// SplitMix64. System.Random is not used because its sequence for a seed may change with the .NET version,
/// and only additions and multiplications are used because sines and logarithms differ in the last bit between platforms.
/// </summary>
internal sealed class PlantRandom(ulong state)
{
    private ulong _state = state;

    /// <summary>A generator of its own for each thing of each kind, so that one more draw somewhere does not change everything after it.</summary>
    internal static PlantRandom For(int seed, string kind, long index = 0)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in kind)
            hash = (hash ^ letter) * 1099511628211UL;
        var random = new PlantRandom(hash ^ (uint)seed);
        random._state = random.Next() ^ (ulong)index;
        random.Next();
        return random;
    }

    /// <summary>0 up to but not including <paramref name="bound"/>.</summary>
    internal int Below(int bound) => (int)(Next() % (ulong)bound);

    internal int Between(int first, int last) => first + Below(last - first + 1);

    /// <summary>0 up to but not including 1.</summary>
    internal double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    internal bool Chance(double share) => Fraction() < share;

    internal T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>About normal with deviation 1, and never beyond ±6.</summary>
    internal double Bell()
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
            sum += Fraction();
        return sum;
    }

    internal TimeSpan Minutes(int least, int most) =>
        TimeSpan.FromTicks((long)((least + (most - least) * Fraction()) * TimeSpan.TicksPerMinute));

    /// <summary>A GUID of version 4.</summary>
    internal Guid NextGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, Next());
        BitConverter.TryWriteBytes(bytes[8..], Next());
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes);
    }

    internal ulong Next()
    {
        _state += 0x9E3779B97F4A7C15UL;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }
}
