using VteBridge.Simulator.Wats.Rules;

namespace VteBridge.Simulator.Wats;

/// <summary>How one simulated WATS server is set up.</summary>
internal sealed record WatsServerOptions
{
    /// <summary>Loopback port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The text that must follow "Basic " in the Authorization header, as it is given to pyWATS.</summary>
    public string Token { get; init; } = "demo";

    /// <summary>A second token that may ask but not submit: it is answered 403. Null: there is none.</summary>
    public string? ReadOnlyToken { get; init; }

    /// <summary>False keeps id, hash and header only, for tens of thousands of reports.</summary>
    public bool KeepBodies { get; init; } = true;

    public bool ServeSchema { get; init; } = true;

    /// <summary>Added before every answer under /api.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Largest request body, after decompression; more is answered 413.</summary>
    public long MaxBodyBytes { get; init; } = 30_000_000;

    public WsjfRules Rules { get; init; } = new();

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
