using VteBridge.Mapping;
using VteBridge.Sync;
using VteBridge.Vte;

namespace VteBridge.Tests.Sync;

/// <summary>A walk begins a little before its first row, and its pages are mapped by whoever works on them.</summary>
public sealed class RunUpTests
{
    private static readonly DateTime Begin = new(2026, 1, 1);
    private static readonly Position[] Rows = [At(-1), At(0), At(1)];

    private readonly List<Position> _mapped = [];

    [Fact]
    public void A_page_is_mapped_when_it_is_worked_on_and_not_while_it_is_read()
    {
        var page = Page(Rows);
        Assert.Equal((2, At(1)), (page.Rows, page.Last));
        Assert.Empty(_mapped);

        Assert.Equal(Rows[1..], page.Candidates.Select(c => c.Position));
        Assert.Same(page.Candidates, page.Candidates);
        Assert.Equal(Rows, _mapped);
    }

    [Fact]
    public void Rows_before_the_walk_are_mapped_and_forgotten()
    {
        var page = Page(Rows[..1]);

        Assert.Equal((0, null), (page.Rows, page.Last));
        Assert.Empty(page.Candidates);
        Assert.Equal(Rows[..1], _mapped);
    }

    private CandidatePage Page(Position[] rows)
    {
        var runUp = new RunUp();
        Assert.True(runUp.From(Position.Before(Begin)).Timestamp < Begin);
        return runUp.Page(rows, row => row, Candidate, null);
    }

    private Candidate Candidate(Position row)
    {
        _mapped.Add(row);
        return new(
            row.Id,
            "T",
            row.Id,
            row,
            null,
            null,
            new ExcludedByConfiguration(""),
            default,
            null,
            null,
            null,
            row
        );
    }

    private static Position At(int second) => new(Begin.AddSeconds(second), $"{second}");
}
