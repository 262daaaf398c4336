// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/codeguess.h"

#include <algorithm>

namespace linnet {

namespace {

//! So that a guess costs no more hashes, however many codes are asked for.
constexpr size_t MostCodes = 8;

Error noCode()
{
    return {Error::Kind::Unauthenticated, QLatin1String("otp_expired"),
            QStringLiteral("OTP expired or not requested")};
}

Error exhausted()
{
    return {Error::Kind::Unauthenticated, QLatin1String("otp_exhausted"),
            QStringLiteral("Too many failed attempts. Request a new OTP.")};
}

//! \return \p code with \p count more guesses of \p requester's.
OneTimeCode guessedAt(OneTimeCode code, const CodeRequester &requester, int count)
{
    int &attempts = isOwn(code, requester) ? code.attempts : code.strangersAttempts;
    attempts = std::max(0, attempts + count);
    return code;
}

Result<> storeGuesses(Stores &stores, const OneTimeCode &code)
{
    const CodeAttemptId attempt(code.challenge);
    const int guesses = code.attempts + code.strangersAttempts;
    if (auto noted = stores.codeAttempts.setGuesses(attempt, guesses); !noted)
        return noted;
    const auto stored = stores.oneTimeCodes.update(code);
    if (!stored)
        return stored.error();
    return {};
}

//! \return the codes that are good.
Result<std::vector<OneTimeCode>> goodCodes(Stores &stores, CodePurpose purpose,
                                           const CodeRequester &requester)
{
    auto codes = stores.oneTimeCodes.list(purpose, requester.to);
    if (!codes)
        return codes;
    std::erase_if(*codes, [&](const OneTimeCode &code) {
        return code.hash.isEmpty() || code.expiresAt <= requester.at || isAhead(code, requester.at);
    });
    return codes;
}

//! \return those of \p codes that a guess is compared with: \p requester's own first, then what an
//! operator made, which must not be pushed out by what others ask for.
std::vector<OneTimeCode> firstOf(std::vector<OneTimeCode> codes, const CodeRequester &requester)
{
    const auto rank = [&](const OneTimeCode &code) {
        if (isOwn(code, requester))
            return 0;
        return code.isIssued() ? 1 : 2;
    };
    std::ranges::stable_sort(codes, {}, rank);
    codes.resize(std::min(codes.size(), MostCodes));
    return codes;
}

Result<> countAt(Stores &stores, const CodePolicy &policy, CodeGuess &guess, OneTimeCode code)
{
    const auto spent = spendGuess(stores.oneTimeCodes, policy, guess.by);
    if (!spent)
        return spent.error();
    guess.spent.insert(guess.spent.end(), spent->begin(), spent->end());
    guess.codes.push_back(guessedAt(std::move(code), guess.by, 1));
    return storeGuesses(stores, guess.codes.back());
}

} // namespace

bool isOwn(const OneTimeCode &code, const CodeRequester &requester)
{
    return code.isIssued() ? requester.isAtHome : code.network == requester.network;
}

bool isAhead(const OneTimeCode &code, Timestamp now)
{
    return code.requestedAt > now + std::chrono::minutes(1);
}

int attemptsOf(const OneTimeCode &code, const CodeRequester &requester)
{
    return isOwn(code, requester) ? code.attempts : code.strangersAttempts;
}

Result<CodeGuess> takeGuess(Stores &stores, const CodePolicy &policy, const GuessTarget &target,
                            Timestamp now)
{
    const auto whom = addresseeOf(stores, target.destination, now);
    if (!whom)
        return whom.error();
    CodeGuess guess{requesterOf(target.destination, *whom, target.from, now), {}, {}};
    auto codes = goodCodes(stores, target.purpose, guess.by);
    if (!codes)
        return codes.error();
    if (codes->empty())
        return noCode();
    std::erase_if(*codes, [&](const OneTimeCode &code) {
        return attemptsOf(code, guess.by) >= policy.attempts;
    });
    if (codes->empty())
        return exhausted();
    for (const OneTimeCode &code : firstOf(std::move(*codes), guess.by)) {
        if (const auto counted = countAt(stores, policy, guess, code); !counted)
            return counted.error();
    }
    return guess;
}

Result<> returnGuess(Stores &stores, const CodeGuess &guess)
{
    const CodePurpose purpose = guess.codes.front().purpose;
    const auto codes = stores.oneTimeCodes.list(purpose, guess.by.to);
    if (!codes)
        return codes.error();
    const auto wasGuessed = [&](const OneTimeCode &code) {
        return std::any_of(guess.codes.begin(), guess.codes.end(), [&](const OneTimeCode &each) {
            return each.challenge == code.challenge;
        });
    };
    for (const OneTimeCode &code : *codes) {
        if (!wasGuessed(code))
            continue;
        if (auto stored = storeGuesses(stores, guessedAt(code, guess.by, -1)); !stored)
            return stored;
    }
    return returnBudgets(stores.oneTimeCodes, guess.spent);
}

} // namespace linnet
