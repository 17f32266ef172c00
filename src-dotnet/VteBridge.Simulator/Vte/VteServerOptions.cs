namespace VteBridge.Simulator.Vte;

internal sealed record VteServerOptions
{
    /// <summary>0 takes a free port.</summary>
    public int Port { get; init; }

    public string User { get; init; } = "vtebridge_reader";

    public string Password { get; init; } = "Read-only-1";

    /// <summary>The login may also write: for tests that set up through SQL, and for a doctor that should object.</summary>
    public bool IsWritable { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The zone the server's own clock shows: that of SYSDATETIME and GETDATE.</summary>
    public ServerZone Zone { get; init; } = ServerZone.Utc;

    public TimeSpan Latency { get; init; }

    /// <summary>Functions that this server does not know, as another T-SQL engine may not.</summary>
    public IReadOnlyList<string> MissingFunctions { get; init; } = [];
}
