namespace VteBridge.Options;

/// <summary>Everything that is wrong with section `Mapping`.</summary>
internal static class MappingProblems
{
    public static IEnumerable<OptionProblem> Of(MappingOptions options)
    {
        if (options.DefaultProcessCode is null)
            yield return new OptionProblem(
                "Mapping:DefaultProcessCode",
                "is not set, and WATS takes no report without a process.",
                "Set the code of the process (WATS: Control Panel, Process & Production) for runs that no rule of Mapping:Processes matches."
            );
    }
}
