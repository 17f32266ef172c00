using Microsoft.SqlServer.TransactSql.ScriptDom;
using VteBridge.Vte.Schema;

namespace VteBridge.Tests.Install;

public sealed class ReadOnlyLoginTests
{
    private static readonly string Script = Repository
        .Text("scripts/vte-read-only-login.sql")
        .Replace("$(Database)", "VTE9_3")
        .Replace("$(Password)", "secret");

    private static readonly IReadOnlyList<GrantStatement> Grants = SqlScript.All<GrantStatement>(Script);

    [Fact]
    public void The_login_may_select_from_exactly_the_tables_that_are_read()
    {
        var granted = Grants.Select(grant => Table(grant.SecurityTargetObject));

        Assert.Equal(LogicalColumns.All.Select(column => column.Table).Distinct().Order(), granted.Order());
    }

    [Fact]
    public void The_login_is_granted_nothing_but_select() =>
        Assert.Equal(
            ["SELECT"],
            Grants
                .SelectMany(grant => grant.Permissions)
                .Select(permission => string.Join(' ', permission.Identifiers.Select(word => word.Value)))
                .Distinct()
        );

    [Fact]
    public void The_password_of_users_is_denied_after_the_table_was_granted()
    {
        var deny = Assert.Single(SqlScript.All<DenyStatement>(Script));
        var users = Grants.Single(grant => Table(grant.SecurityTargetObject) == Tables.Users);

        Assert.Equal(Tables.Users, Table(deny.SecurityTargetObject));
        Assert.Equal(["Password"], deny.SecurityTargetObject.Columns.Select(column => column.Value));
        Assert.True(deny.StartOffset > users.StartOffset, "GRANT on a table takes back a DENY on its columns.");
    }

    [Fact]
    public void Every_grant_is_for_the_table_that_its_condition_looks_for()
    {
        foreach (var condition in SqlScript.All<IfStatement>(Script).Where(c => c.ThenStatement is GrantStatement))
        {
            var asked = SqlText(condition.Predicate);
            Assert.Contains($"'dbo.{Table(((GrantStatement)condition.ThenStatement).SecurityTargetObject)}'", asked);
        }
    }

    private static string Table(SecurityTargetObject target) =>
        target.ObjectName.MultiPartIdentifier.Identifiers[^1].Value;

    private static string SqlText(TSqlFragment fragment) =>
        Script.Substring(fragment.StartOffset, fragment.FragmentLength);
}
