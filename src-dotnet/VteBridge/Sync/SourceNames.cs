namespace VteBridge.Sync;

internal static class SourceNames
{
    public const string Runs = "runs";
    public const string Repairs = "repairs";
}
