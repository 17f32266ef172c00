using VteBridge.Vte.Schema;
using static VteBridge.Tests.Vte.SchemaResolving;

namespace VteBridge.Tests.Vte;

/// <summary>Columns that hold passwords are never read and not even listed.</summary>
public sealed class SchemaPasswordTests
{
    [Theory]
    [InlineData("Password")]
    [InlineData("UserPassword")]
    [InlineData("PASSWD")]
    [InlineData("Secret")]
    public void An_override_that_names_a_password_is_refused(string column)
    {
        IReadOnlyList<TableColumn> columns =
        [
            .. SiteSchemas.Barest,
            SiteSchemas.Column("Users", "User_GUID", "uniqueidentifier"),
            SiteSchemas.Column("Users", column),
        ];

        Assert.Contains(
            $"Vte:Columns:User.Name names '{column}': passwords are never read",
            Failure(columns, ("User.Name", column))
        );
    }

    [Fact]
    public void Columns_that_hold_passwords_are_not_even_listed()
    {
        IReadOnlyList<TableColumn> columns =
        [
            .. SiteSchemas.Barest,
            SiteSchemas.Column("Users", "Nickname"),
            SiteSchemas.Column("Users", "Password"),
        ];

        var text = Failure(columns);

        Assert.Contains("dbo.Users has: Nickname", text);
        Assert.DoesNotContain("Password", text);
    }

    [Fact]
    public void No_candidate_of_ours_is_the_name_of_a_password() =>
        Assert.DoesNotContain(LogicalColumns.All.SelectMany(c => c.Candidates), SchemaResolver.IsSecret);
}
