namespace VteBridge.Simulator.Vte.Tds;

/// <summary>What all connections of a server share.</summary>
internal sealed record ServerParts(
    VteServerOptions Options,
    VteDatabase Database,
    PlanCache Plans,
    VteFaults Faults,
    VteStatistics Statistics,
    Action<string>? Log
);
