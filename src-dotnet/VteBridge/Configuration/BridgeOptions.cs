namespace VteBridge.Configuration;

/// <summary>The whole configuration; one property per section of appsettings.json.</summary>
internal sealed record BridgeOptions
{
    public VteOptions Vte { get; init; } = new();
    public SyncOptions Sync { get; init; } = new();
    public MappingOptions Mapping { get; init; } = new();
    public DeliveryOptions Delivery { get; init; } = new();
    public ReconcileOptions Reconcile { get; init; } = new();
    public StateOptions State { get; init; } = new();
    public ScheduleOptions Schedule { get; init; } = new();
    public HealthOptions Health { get; init; } = new();
    public AlertOptions Alerts { get; init; } = new();
    public TelemetryOptions Telemetry { get; init; } = new();
    public LogOptions Log { get; init; } = new();
}
