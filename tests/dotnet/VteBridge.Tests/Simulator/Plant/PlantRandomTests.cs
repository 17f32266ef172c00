using VteBridge.Simulator.Vte.Plant;

namespace VteBridge.Tests.Simulator.Plant;

public sealed class PlantRandomTests
{
    [Fact]
    public void The_sequence_is_that_of_SplitMix64()
    {
        var random = new PlantRandom(1234567);

        // The published test vector of the generator.
        Assert.Equal(6457827717110365317UL, random.Next());
        Assert.Equal(3203168211198807973UL, random.Next());
        Assert.Equal(9817491932198370423UL, random.Next());
    }

    [Fact]
    public void Another_kind_index_or_seed_is_another_sequence()
    {
        ulong[] firsts =
        [
            PlantRandom.For(7, "run", 1).Next(),
            PlantRandom.For(7, "run", 2).Next(),
            PlantRandom.For(7, "unit", 1).Next(),
            PlantRandom.For(8, "run", 1).Next(),
        ];

        Assert.Equal(4, firsts.Distinct().Count());
    }
}
