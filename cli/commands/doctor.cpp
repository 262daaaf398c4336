// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/doctor.h"

#include "cli/commands/invocation.h"
#include "cli/doctor/clockdifference.h"
#include "cli/doctor/enginepolling.h"
#include "cli/doctor/enginewebsocket.h"
#include "cli/doctor/servedcertificate.h"
#include "cli/interruption.h"
#include "cli/output/findingsheet.h"
#include "cli/output/progressline.h"
#include "common/core/durationwords.h"

#include <QJsonArray>
#include <QJsonObject>

#include <array>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

constexpr std::chrono::milliseconds LongestConversation = std::chrono::seconds(10);

//! \brief One thing that is looked at as clients see it.
struct OutsideCheck
{
    QLatin1String id;
    Finding (*look)(const PublicServer &server) = nullptr;
    bool needsAnswers = true; //!< Of HTTP: without them it finds the same as the others.
};

constexpr std::array OutsideChecks = {
    OutsideCheck{"certificate.served"_L1, &checkServedCertificate, false},
    OutsideCheck{"polling"_L1, &checkPolling},
    OutsideCheck{"websocket"_L1, &checkWebSocket},
};

const QString Starting =
    u"See whether it runs (systemctl status linnetd) and what it says (journalctl -u "
    "linnetd -e); start it: systemctl start linnetd. If it does run, check the address, "
    "the [[listener]] sections and what is in between."_s;

const QString Trusting = u"If an authority of your own has signed it, name that with --ca-file; "
                         "else the check certificate.served says what to renew."_s;

const Table &findingTable()
{
    static const Table table{u"Diagnosis"_s,
                             {{u"STATE"_s, u"state"_s},
                              {u"CHECK"_s, u"id"_s},
                              {u"FOUND"_s, u"text"_s},
                              {u"FIX"_s, u"fix"_s}}};
    return table;
}

std::unique_ptr<Records> recordsFor(Invocation &invocation)
{
    const bool isForPeople =
        invocation.options().format == u"table"_s && invocation.options().fields.isEmpty();
    if (!isForPeople)
        return invocation.records(findingTable());
    Console &console = invocation.console();
    return std::make_unique<FindingSheet>(console.screen(), console.out());
}

//! \return whether there is a server, whose certificate is not trusted.
bool isDistrust(const Error &error)
{
    return error.code == "unknown_authority"_L1 || error.code == "untrusted_certificate"_L1;
}

bool isRefusal(const Error &error)
{
    return error.kind == Error::Kind::Forbidden || error.kind == Error::Kind::Unauthenticated;
}

Finding judgeReadiness(const QString &server, const Result<QJsonObject> &ready,
                       std::chrono::milliseconds took)
{
    if (!ready && ready.error().code == "not_ready"_L1)
        return Finding::failure(
            u"%1 answers, and serves nobody. %2"_s.arg(server, ready.error().message),
            u"What is named there is missing: the other checks and the log of linnetd say "
            "why."_s);
    if (!ready)
        return Finding::failure(ready.error().message,
                                isDistrust(ready.error()) ? Trusting : Starting);
    if ((*ready)["status"_L1].toString() != u"ok"_s)
        return Finding::warning(u"%1 answers, and is degraded: not all of it works."_s.arg(server),
                                u"The other checks say what does not."_s);
    return Finding::ok(u"%1 answers in %2, and is ready."_s.arg(server, inWords(took)));
}

//! \return the address \p text, known by whom \p options or else \p target trust.
Result<ServerAddress> addressOf(const QString &text, const GlobalOptions &options,
                                const Target &target)
{
    auto address = parseServerAddress(text);
    if (!address || !address->url.startsWith(u"https:"_s))
        return address;
    if (auto chosen = chooseAuthorities(options, *address); !chosen)
        return chosen.error();
    if (address->caFile.isEmpty())
        address->caFile = target.server.caFile;
    return address;
}

} // namespace

struct Doctor::Round
{
    Result<> add(const QJsonObject &row)
    {
        progress.clear();
        ++looked;
        failed += row["state"_L1].toString() == nameOf(Finding::State::Failure) ? 1 : 0;
        return records.add(row);
    }
    Result<> add(QLatin1String id, Finding finding)
    {
        finding.id = id;
        return add(toJson(finding));
    }

    Records &records;
    ProgressLine &progress;
    std::optional<ServerAddress> url = {}; //!< Where clients reach it, as it was typed.
    int looked = 0;
    int failed = 0;
    bool isReached = true;
    QJsonObject said = {}; //!< By the server: among other things, where clients reach it.
    std::optional<Error> refusal = {}; //!< Why the server does not say more.
};

Declaration Doctor::declaration()
{
    return {
        .name = u"doctor"_s,
        .summary = u"Look at what the server stands on, and say what to do. Fails (69) if a check "
                   "does."_s,
        .examples = {u"linnetctl doctor"_s,
                     u"linnetctl --local doctor --url https://chat.example.org"_s,
                     u"linnetctl doctor -o json"_s},
        .options = {{u"--url"_s, u"URL"_s,
                     u"Where clients reach the server, if that is elsewhere than it is asked."_s,
                     &m_url}}};
}

Result<> Doctor::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const auto records = recordsFor(invocation);
    ProgressLine progress(invocation.console().err());
    Round round{.records = *records, .progress = progress};
    if (!m_url.isEmpty()) {
        auto url = addressOf(m_url, invocation.options(), (*connection)->target());
        if (!url)
            return url.error();
        round.url = std::move(*url);
    }
    if (auto looked = lookFromWithin(**connection, round); !looked)
        return looked;
    if (auto looked = lookFromOutside(invocation, **connection, round); !looked)
        return looked;
    if (auto finished = records->finish(); !finished)
        return finished;
    if (round.refusal)
        return *round.refusal;
    if (round.failed > 0)
        return Error{Error::Kind::Unavailable, "doctor_failed"_L1,
                     u"%1 of %2 checks failed."_s.arg(round.failed).arg(round.looked)};
    return {};
}

Result<> Doctor::lookFromWithin(ServerConnection &connection, Round &round) const
{
    const QString server = connection.target().server.toString();
    round.progress.show(u"Asking %1 …"_s.arg(server));
    const auto begun = std::chrono::steady_clock::now();
    const auto ready = connection.api().get(u"/readyz"_s);
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - begun);
    if (!ready && ready.error().code == "interrupted"_L1)
        return ready.error();
    round.isReached = ready || ready.error().code == "not_ready"_L1;
    if (auto added = round.add("server"_L1, judgeReadiness(server, ready, took)); !added)
        return added;
    if (!round.isReached)
        return round.add(
            "server.checks"_L1,
            Finding::skipped(
                u"What the server stands on is not to be seen while it does not answer."_s));
    if (auto added = round.add("clock.difference"_L1, checkClockDifference(connection.api()));
        !added)
        return added;
    return askTheServer(connection, round);
}

Result<> Doctor::askTheServer(ServerConnection &connection, Round &round) const
{
    if (!connection.isSignedIn())
        return round.add(
            "server.checks"_L1,
            Finding::skipped(
                u"The server is not told who asks, and says nothing of what it stands on."_s,
                u"Sign in with linnetctl login, or ask on the server's machine: linnetctl "
                "--local doctor."_s));
    round.progress.show(u"The server looks at itself …"_s);
    const auto diagnosis = connection.api().get(adminPath({u"doctor"_s}));
    if (diagnosis) {
        round.said = *diagnosis;
        const QJsonArray findings = round.said["findings"_L1].toArray();
        for (const auto &finding : findings) {
            if (auto added = round.add(finding.toObject()); !added)
                return added;
        }
        return {};
    }
    const Error &error = diagnosis.error();
    if (error.code == "interrupted"_L1)
        return error;
    if (error.kind == Error::Kind::NotFound)
        return round.add(
            "server.checks"_L1,
            Finding::skipped(u"This server is older than linnetctl, and does not look at "
                             "itself."_s,
                             u"Update the server."_s));
    if (isRefusal(error)) {
        round.refusal = error;
        return round.add(
            "server.checks"_L1,
            Finding::skipped(error.message,
                             u"Sign in as an auditor, an administrator or an owner."_s));
    }
    return round.add(
        "server.checks"_L1,
        Finding::failure(u"The server could not look at itself. %1"_s.arg(error.message),
                         u"Ask again in a minute; if that stays, see the log of linnetd."_s));
}

Result<std::optional<ServerAddress>> Doctor::publicAddress(const Invocation &invocation,
                                                           const ServerConnection &connection,
                                                           const Round &round) const
{
    if (round.url)
        return round.url;
    const ServerAddress &asked = connection.target().server;
    if (!asked.isLocal())
        return std::optional(asked);
    const QString said = round.said["publicUrl"_L1].toString();
    if (said.isEmpty())
        return std::optional<ServerAddress>();
    auto address = addressOf(said, invocation.options(), connection.target());
    if (!address)
        return address.error();
    return std::optional(std::move(*address));
}

Result<> Doctor::lookFromOutside(const Invocation &invocation, const ServerConnection &connection,
                                 Round &round) const
{
    const auto address = publicAddress(invocation, connection, round);
    if (!address)
        return address.error();
    if (!*address)
        return round.add(
            "outside"_L1,
            Finding::skipped(
                u"It is not known where clients reach the server."_s,
                u"Say it with --url, or once and for all as publicUrl in linnetd.conf."_s));
    PublicServer server{.address = **address, .settings = invocation.transport()};
    server.settings.timeout = std::min(server.settings.timeout, LongestConversation);
    const QJsonObject engine = round.said["socketIo"_L1].toObject();
    if (!engine.isEmpty()) {
        server.enginePath = engine["path"_L1].toString().toUtf8();
        server.transports = engine["transports"_L1].toVariant().toStringList();
    }
    const bool isDown =
        !round.isReached && server.address.toString() == connection.target().server.toString();
    for (const OutsideCheck &check : OutsideChecks) {
        round.progress.show(u"Looking at %1: %2 …"_s.arg(server.address.url, check.id));
        const Finding finding = isDown && check.needsAnswers
            ? Finding::skipped(u"Nothing is to be seen of it while the server does not "
                               "answer."_s)
            : check.look(server);
        if (server.settings.isInterrupted())
            return interruption();
        if (auto added = round.add(check.id, finding); !added)
            return added;
    }
    return {};
}

} // namespace linnet::cli
