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
