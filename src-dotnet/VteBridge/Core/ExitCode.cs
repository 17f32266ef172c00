namespace VteBridge.Core;

/// <summary>What the process tells its caller; the README's table says the same.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Unexpected = 1;
    public const int Usage = 2;
    public const int VteUnavailable = 3;
    public const int DestinationUnavailable = 4;
    public const int DeadLetters = 5;
    public const int Interrupted = 130;
}
