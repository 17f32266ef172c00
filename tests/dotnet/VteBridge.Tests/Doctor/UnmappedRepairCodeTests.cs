using VteBridge.Configuration;
using VteBridge.Doctor.Profile;

namespace VteBridge.Tests.Doctor;

public sealed class UnmappedRepairCodeTests
{
    private static readonly MappingRepairCode[] Failures =
    [
        Failure("Component", "Defect Component"),
        Failure("Component", "Burned Component"),
        Failure("Component", "Missing"),
        Failure("Assembly", "Missing"),
        Failure("Solder", "Cold solder"),
        Failure("Solder", "Short circuit"),
        Failure("Mechanical", "Damaged"),
    ];

    [Theory]
    [InlineData("Component defective", "Component", "Component / Defect Component")]
    [InlineData("COLD SOLDER JOINT", "Soldering", "Solder / Cold solder")]
    [InlineData("missing", "Assembly", "Assembly / Missing")]
    [InlineData("missing", null, "Assembly / Missing")]
    [InlineData("Connector damaged", "Mechanics", "Mechanical / Damaged")]
    // A match of only half of the words may be chance.
    [InlineData("Component turned", "Component", null)]
    [InlineData("Solder bridge", "Soldering", null)]
    [InlineData("Ψ", null, null)]
    [InlineData(null, "Component", null)]
    public void A_failure_is_proposed_only_where_the_names_are_alike(string? name, string? category, string? expected)
    {
        var best = new UnmappedRepairCode("FailureCode", "7", name, category, 1).Best(Failures);

        Assert.Equal(expected, best is null ? null : $"{best.Category} / {best.Code}");
    }

    private static MappingRepairCode Failure(string category, string code) =>
        new() { Category = category, Code = code };
}
