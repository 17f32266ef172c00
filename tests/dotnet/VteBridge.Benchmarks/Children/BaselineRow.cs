namespace VteBridge.Benchmarks.Children;

internal sealed class BaselineRun
{
    public Guid Id { get; set; }
    public DateTime Timestamp { get; set; }
    public int? Result { get; set; }
    public double? TestTime { get; set; }
    public string? Hostname { get; set; }
    public string? Site { get; set; }
    public string? UserName { get; set; }
    public string? TestplanName { get; set; }
    public string? TestplanVariant { get; set; }
    public string? TestplanRevision { get; set; }
    public string? Serial { get; set; }
    public string? Revision { get; set; }
    public string? Batch { get; set; }
    public string? PartNumber { get; set; }
    public string? ProductName { get; set; }
    public string? FileName { get; set; }
}

internal sealed class BaselineStep
{
    public int Number { get; set; }
    public string? Name { get; set; }
    public string? Units { get; set; }
    public object? Result { get; set; }
    public int? ResultType { get; set; }
    public double? LowLimit { get; set; }
    public double? HighLimit { get; set; }
}
