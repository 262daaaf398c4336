// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/secondfactorservice.h"

#include "common/core/clock.h"
#include "common/core/random.h"
#include "common/core/secretbox.h"
#include "server/services/identity/budgets.h"
#include "server/services/identity/qrcode.h"
#include "server/services/identity/totp.h"
#include "server/storage/database.h"

#include <QMessageAuthenticationCode>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

constexpr int MostWrongAnHour = 20;
constexpr int MostWrongADay = 60; // Of a million codes, of which three are right at a time.
constexpr int RecoveryBytes = 10;

Error missing()
{
    return {Error::Kind::Conflict, "second_factor_missing"_L1,
            u"There is no second factor to act on"_s};
}

Error active()
{
    return {Error::Kind::Conflict, "second_factor_active"_L1,
            u"There is a second factor already"_s};
}

Error wrong()
{
    return {Error::Kind::InvalidInput, "second_factor_wrong"_L1, u"code is not right"_s};
}

Error tooMany()
{
    return {Error::Kind::RateLimited, "second_factor_budget"_L1,
            u"Too many attempts. Try again later."_s};
}

QByteArray purposeOf(UserId user)
{
    return "second factor of " + user.toString().toLatin1();
}

QStringList newRecoveryCodes()
{
    QStringList codes;
    for (int i = 0; i < SecondFactorService::RecoveryCodes; ++i) {
        const QString code = totp::toBase32(randomBytes(RecoveryBytes)).toLower();
        codes.append(code.left(8) + u'-' + code.mid(8));
    }
    return codes;
}

//! \return \p code without what people add when they copy it.
QString canonical(const QString &code)
{
    QString plain;
    for (const QChar c : code) {
        if (c.isLetterOrNumber())
            plain += c.toLower();
    }
    return plain;
}

//! \return the factor, or nothing.
Result<std::optional<SecondFactor>> factorOf(Stores &stores, UserId user)
{
    const auto factor = stores.secondFactors.find(user);
    if (factor)
        return std::optional(*factor);
    if (factor.error().kind == Error::Kind::NotFound)
        return std::optional<SecondFactor>();
    return factor.error();
}

} // namespace

//! \brief What came of a code. A refusal is a value, because the attempt is to stay counted.
struct SecondFactorService::Verdict
{
    std::optional<Error> refusal;
    std::vector<NotificationView> notifications = {};
};

SecondFactorService::SecondFactorService(IdentityContext context, PasswordService &passwords,
                                         const SecretBox &box, SecondFactorSettings settings)
    : m_context(context)
    , m_guard(context, passwords)
    , m_box(box)
    , m_issuer(std::move(settings.issuer))
    , m_pepper(std::move(settings.pepper))
{}

QCoro::Task<Result<SecondFactorState>> SecondFactorService::state(UserId user)
{
    const auto state =
        co_await m_context.database.read([user](Stores &stores) -> Result<SecondFactorState> {
            const auto isOn = isActive(stores, user);
            if (!isOn)
                return isOn.error();
            const auto codes = stores.secondFactors.countRecoveryCodes(user);
            if (!codes)
                return codes.error();
            return SecondFactorState{*isOn, *codes};
        });
    co_return state;
}

QCoro::Task<Result<Enrolment>> SecondFactorService::enrol(GuardedChange change)
{
    const auto proof = co_await m_guard.prove(change);
    if (!proof)
        co_return proof.error();
    const QByteArray secret = randomBytes(totp::SecretBytes);
    const auto named =
        co_await put({change.user, m_box.seal(secret, purposeOf(change.user)), 0, {}}, *proof);
    if (!named) {
        co_await m_guard.giveBack(*proof);
        co_return named.error();
    }
    const QString account = named->email.isEmpty() ? named->phone : named->email;
    const QString uri = totp::toUri(secret, *m_issuer, account);
    co_return Enrolment{totp::toBase32(secret), uri, qrCodeSvg(uri)};
}

QCoro::Task<Result<User>> SecondFactorService::put(SecondFactor shown, ChangeGuard::Proof proof)
{
    auto named = co_await m_context.database.write([=](Stores &stores) -> Result<User> {
        if (const auto confirmed = ChangeGuard::confirm(stores, proof); !confirmed)
            return confirmed.error();
        const auto isOn = isActive(stores, shown.user);
        if (!isOn)
            return isOn.error();
        if (*isOn)
            return active();
        if (const auto stored = stores.secondFactors.put(shown); !stored)
            return stored.error();
        return stores.accounts.find(shown.user);
    });
    co_return named;
}

QCoro::Task<Result<QStringList>> SecondFactorService::confirm(UserId user, QString code)
{
    const QStringList codes = newRecoveryCodes();
    const Timestamp now = m_context.clock.now();
    const auto hashes = hashesOf(user, codes);
    const Deed deed = [hashes, now](Stores &stores, SecondFactor factor) -> Result<> {
        factor.confirmedAt = now;
        if (auto stored = stores.secondFactors.put(factor); !stored)
            return stored;
        return stores.secondFactors.putRecoveryCodes(factor.user, hashes);
    };
    const auto done =
        co_await withCode(user, code, {Stage::Shown, SecurityEvent::SecondFactorOn, deed});
    if (!done)
        co_return done.error();
    co_return codes;
}

QCoro::Task<Result<QStringList>> SecondFactorService::renewRecoveryCodes(UserId user, QString code)
{
    const QStringList codes = newRecoveryCodes();
    const auto hashes = hashesOf(user, codes);
    const Deed deed = [hashes](Stores &stores, const SecondFactor &factor) {
        return stores.secondFactors.putRecoveryCodes(factor.user, hashes);
    };
    const auto done =
        co_await withCode(user, code, {Stage::Active, SecurityEvent::RecoveryCodesRenewed, deed});
    if (!done)
        co_return done.error();
    co_return codes;
}

QCoro::Task<Result<>> SecondFactorService::disable(UserId user, QString code)
{
    const Deed deed = [](Stores &stores, const SecondFactor &factor) {
        return stores.secondFactors.remove(factor.user);
    };
    const auto done =
        co_await withCode(user, code, {Stage::Active, SecurityEvent::SecondFactorOff, deed});
    co_return done;
}

QCoro::Task<Result<>> SecondFactorService::withCode(UserId user, QString code, Act act)
{
    const auto verdict = co_await m_context.database.write(
        [=, this](Stores &stores) { return judge(stores, user, code, act); },
        [this](const Result<Verdict> &outcome) {
            if (!outcome)
                return;
            for (const NotificationView &view : outcome->notifications)
                m_context.security.announce(view);
        });
    if (!verdict)
        co_return verdict.error();
    if (verdict->refusal)
        co_return *verdict->refusal;
    co_return Result<>();
}

Result<SecondFactorService::Verdict> SecondFactorService::judge(Stores &stores, UserId user,
                                                                const QString &code,
                                                                const Act &act) const
{
    const auto factor = factorOf(stores, user);
    if (!factor)
        return factor.error();
    if (!*factor)
        return missing();
    if ((*factor)->confirmedAt.has_value() != (act.stage == Stage::Active))
        return act.stage == Stage::Shown ? active() : missing();
    const auto match = accept(stores, user, code);
    if (!match)
        return match.error();
    if (*match == Match::None)
        return Verdict{wrong()};
    const auto accepted = stores.secondFactors.find(user);
    if (!accepted)
        return accepted.error();
    if (const auto done = act.deed(stores, *accepted); !done)
        return done.error();
    auto told = tellOf(stores, user, *match, act.event);
    if (!told)
        return told.error();
    return Verdict{{}, std::move(*told)};
}

Result<std::vector<NotificationView>> SecondFactorService::tellOf(Stores &stores, UserId user,
                                                                  Match match,
                                                                  SecurityEvent event) const
{
    const auto found = stores.accounts.find(user);
    if (!found)
        return found.error();
    const auto ofCode = tellOf(stores, *found, match);
    if (!ofCode)
        return ofCode.error();
    auto ofEvent = m_context.security.add(stores, *found, event);
    if (!ofEvent)
        return ofEvent.error();
    std::vector<NotificationView> told;
    if (*ofCode)
        told.push_back(**ofCode);
    told.push_back(std::move(*ofEvent));
    return told;
}

Result<std::optional<NotificationView>> SecondFactorService::tellOf(Stores &stores,
                                                                    const User &user,
                                                                    Match match) const
{
    if (match != Match::Recovery)
        return std::optional<NotificationView>();
    auto told = m_context.security.add(stores, user, SecurityEvent::RecoveryCodeUsed);
    if (!told)
        return told.error();
    return std::optional(std::move(*told));
}

Result<bool> SecondFactorService::isActive(Stores &stores, UserId user)
{
    const auto factor = factorOf(stores, user);
    if (!factor)
        return factor.error();
    return *factor && (*factor)->confirmedAt;
}

Result<SecondFactorService::Match> SecondFactorService::accept(Stores &stores, UserId user,
                                                               const QString &code) const
{
    const auto factor = stores.secondFactors.find(user);
    if (!factor)
        return factor.error();
    const Timestamp now = m_context.clock.now();
    const QString who = user.toString();
    const std::vector<Allowance> allowances{
        {budgetOf(u"second-factor/hour"_s, who, std::chrono::hours(1), now), MostWrongAnHour},
        {budgetOf(u"second-factor/day"_s, who, std::chrono::hours(24), now), MostWrongADay}};
    const auto spent = spend(stores.oneTimeCodes, allowances, now, tooMany());
    if (!spent)
        return spent.error();
    const auto match = look(stores, *factor, code);
    if (!match || *match == Match::None)
        return match;
    if (const auto returned = returnBudgets(stores.oneTimeCodes, *spent); !returned)
        return returned.error();
    return match;
}

Result<SecondFactorService::Match> SecondFactorService::look(Stores &stores,
                                                             const SecondFactor &factor,
                                                             const QString &code) const
{
    const auto isOfApp = acceptApp(stores, factor, code);
    if (!isOfApp)
        return isOfApp.error();
    if (*isOfApp)
        return Match::App;
    const QByteArray hash = hashOf(factor.user, canonical(code));
    const auto isForRecovery = stores.secondFactors.takeRecoveryCode(factor.user, hash);
    if (!isForRecovery)
        return isForRecovery.error();
    return *isForRecovery ? Match::Recovery : Match::None;
}

Result<bool> SecondFactorService::acceptApp(Stores &stores, SecondFactor factor,
                                            const QString &code) const
{
    const auto secret = secretOf(factor);
    if (!secret)
        return Error{Error::Kind::Internal, "second_factor_sealed"_L1,
                     u"The second factor cannot be read"_s,
                     u"seal.secret is not the one it was sealed with."_s};
    const auto step = totp::match(*secret, canonical(code), m_context.clock.now(), factor.lastStep);
    if (!step)
        return false;
    factor.lastStep = *step;
    if (const auto stored = stores.secondFactors.put(factor); !stored)
        return stored.error();
    return true;
}

std::optional<QByteArray> SecondFactorService::secretOf(const SecondFactor &factor) const
{
    return m_box.open(factor.secret, purposeOf(factor.user));
}

std::vector<QByteArray> SecondFactorService::hashesOf(UserId user, const QStringList &codes) const
{
    std::vector<QByteArray> hashes;
    for (const QString &code : codes)
        hashes.push_back(hashOf(user, canonical(code)));
    return hashes;
}

QByteArray SecondFactorService::hashOf(UserId user, const QString &code) const
{
    // Keyed, and of 80 random bits: nothing to be had from a copy of the database.
    const QByteArray message = user.toString().toLatin1() + ' ' + code.toUtf8();
    return QMessageAuthenticationCode::hash(message, m_pepper, QCryptographicHash::Sha256);
}

} // namespace linnet
