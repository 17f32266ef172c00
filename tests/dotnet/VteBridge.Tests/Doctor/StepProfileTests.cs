using VteBridge.Doctor.Profile;
using VteBridge.Vte;

namespace VteBridge.Tests.Doctor;

public sealed class StepProfileTests
{
    private readonly StepProfile _profile = new();

    [Fact]
    public void Codes_that_always_agree_with_the_limits_are_proposed()
    {
        Add("1", inside: 20);
        Add("0", outside: 3);

        var proposed = _profile.ProposedCodes!;

        Assert.Equal(("Passed", "Failed"), (proposed["1"], proposed["0"]));
    }

    [Fact]
    public void The_other_way_round_is_proposed_too()
    {
        Add("0", inside: 20);
        Add("1", outside: 3);

        Assert.Equal("Failed", _profile.ProposedCodes!["1"]);
    }

    [Fact]
    public void One_value_that_disagrees_or_too_few_values_prove_nothing()
    {
        Add("1", inside: 19);
        Add("0", outside: 3);
        Assert.Null(_profile.ProposedCodes);
        Add("1", inside: 1);
        Assert.NotNull(_profile.ProposedCodes);
        Add("1", outside: 1);
        Assert.Null(_profile.ProposedCodes);
    }

    [Fact]
    public void A_third_code_proves_nothing()
    {
        Add("1", inside: 20);
        Add("0", outside: 3);
        Add("2", inside: 1);

        Assert.Null(_profile.ProposedCodes);
    }

    private void Add(string code, int inside = 0, int outside = 0)
    {
        for (var i = 0; i < inside + outside; i++)
            _profile.Add(
                new TestStep
                {
                    Kind = StepKind.Numeric,
                    ResultType = code,
                    Value = i < inside ? 1 : 5,
                    LowLimit = 0,
                    HighLimit = 2,
                }
            );
    }
}
