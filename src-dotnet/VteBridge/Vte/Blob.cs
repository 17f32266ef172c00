namespace VteBridge.Vte;

/// <summary>
/// Binary content of a TestDataOther row. Head is the whole content when it is not longer than what the reader keeps
/// (<see cref="Kept"/>), else its beginning; Length and Sha256 (lower-case hex) are always those of the whole.
/// </summary>
internal sealed record Blob(byte[] Head, long Length, string Sha256)
{
    /// <summary>More than WATS takes as an attachment (100 KB) or as report text (100,000 characters of two bytes).</summary>
    public const int Kept = 256 * 1024;

    public bool IsWhole => Head.LongLength == Length;
}

/// <summary>
/// What a text was of which only the first <see cref="Kept"/> characters are kept.
/// </summary>
/// <param name="Length">In UTF-16 characters.</param>
/// <param name="Sha256">Of the whole as UTF-16, little-endian; lower-case hex.</param>
internal sealed record CutText(long Length, string Sha256)
{
    /// <summary>More than any report can show; one cell cannot fill the memory.</summary>
    public const int Kept = 1_000_000;

    public string Describe() => $"{Length} characters, SHA-256 {Sha256} of them in UTF-16";
}
