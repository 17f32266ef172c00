using Spectre.Console;
using VteBridge.Configuration;

namespace VteBridge.Setup;

/// <summary>Asks a person at the terminal, who may press Ctrl+C instead of answering.</summary>
internal static class TerminalQuestions
{
    /// <exception cref="OperationCanceledException">Ctrl+C was pressed.</exception>
    public static string Ask(Question question, CancellationToken stop)
    {
        if (question.Choices.Count > 0)
        {
            var choice = Show(
                new SelectionPrompt<string>().Title(Markup.Escape(question.Text)).AddChoices(Ordered(question)),
                stop
            );
            // The library wipes its list away, and with it what was chosen.
            AnsiConsole.MarkupLineInterpolated($"{question.Text.Split(':')[0]}: {choice}");
            return choice;
        }
        var offered = question.Suggestion ?? question.Default ?? "";
        // The library puts the colon itself where something is offered.
        var prompt = new TextPrompt<string>(
            Markup.Escape(offered == "" ? question.Text + ":" : question.Text)
        ).AllowEmpty();
        prompt.Validator = answer =>
            question.ProblemOf(answer) is { } problem
                ? ValidationResult.Error(Markup.Escape(problem))
                : ValidationResult.Success();
        if (question.IsSecret)
            prompt.Secret(null);
        if (offered != "")
            prompt.DefaultValue(offered);
        return Show(prompt, stop);
    }

    /// <exception cref="OperationCanceledException">Ctrl+C was pressed.</exception>
    public static bool Confirm(string text, CancellationToken stop) =>
        Show(new ConfirmationPrompt(Markup.Escape(text)), stop);

    /// <summary>Waits as the library's own Prompt does, which takes no token.</summary>
    private static T Show<T>(IPrompt<T> prompt, CancellationToken stop) =>
        prompt.ShowAsync(AnsiConsole.Console, stop).GetAwaiter().GetResult();

    /// <summary>What is offered first: that is where the cursor stands.</summary>
    private static IEnumerable<string> Ordered(Question question) =>
        question.Choices.OrderBy(choice => choice == (question.Suggestion ?? question.Default) ? 0 : 1);
}
