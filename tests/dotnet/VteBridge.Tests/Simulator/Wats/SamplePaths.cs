namespace VteBridge.Tests.Simulator.Wats;

/// <summary>Where those members of <see cref="SampleReports"/> stand that several tests break.</summary>
internal static class SamplePaths
{
    public const string Number = "root.steps[0].numericMeas[0]";
    public const string Text = "root.steps[2].stringMeas[0]";
    public const string Chart = "root.steps[6].chart";
    public const string Attachment = "root.steps[7].attachment";
}
