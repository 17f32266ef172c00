namespace VteBridge.Monitoring.Snapshots;

/// <summary>What the program does at the moment.</summary>
internal enum Activity
{
    /// <summary>Nothing: it has ended, or makes single cycles when called.</summary>
    Stopped,

    /// <summary>It waits for the next cycle.</summary>
    Waiting,
    InCycle,
}
