// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/secretbox.h"
#include "server/dialects/whispr/whisprdialect.h"
#include "server/jobs/mail/mailer.h"
#include "server/jobs/mail/mailpayload.h"
#include "server/services/identity/emailverificationservice.h"
#include "server/services/identity/passwordchangeservice.h"
#include "server/services/identity/signupservice.h"
#include "server/services/notification/notificationservice.h"
#include "server/services/people/friendservice.h"
#include "tests/server/dialects/phone/phonefixture.h"

#include <QFile>
#include <QJsonArray>

namespace linnet::test {

//! \brief The whispr dialect over real services, beside the phone dialect.
class WhisprFixture : public PhoneFixture
{
public:
    //! Asks over HTTP as \p user; null: as nobody.
    Outcome ask(Method method, const QByteArray &path, UserId user, const QJsonObject &params = {})
    {
        Call call;
        call.caller.user = user;
        call.params = params;
        return ask(method, path, call);
    }

    Outcome ask(Method method, const QByteArray &path, Call call)
    {
        const EndpointTable::Route route = whisprTable->findRoute(method, path);
        if (!route.row)
            qFatal("No row for %s", path.constData());
        for (auto capture = route.captures.begin(); capture != route.captures.end(); ++capture)
            call.params.insert(capture.key(), capture.value());
        return run(*route.row, call);
    }

    //! Tells it over a socket, with what a bare argument stands for already in \p params.
    Outcome tell(const QByteArray &event, UserId user, const QJsonObject &params)
    {
        const EndpointRow *row = whisprTable->findEvent(&whispr, event);
        if (!row)
            qFatal("No row for %s", event.constData());
        Call call;
        call.caller.user = user;
        call.params = params;
        return run(*row, call);
    }

    //! \return what a client reads of an answer that must be an error.
    QString complaint(const Outcome &outcome) const
    {
        if (outcome)
            return QStringLiteral("no error");
        return whispr.errorBody(whispr.translate(outcome.error()))[QLatin1String("message")]
            .toString();
    }

    Error::Kind kindOf(const Outcome &outcome) const
    {
        return outcome ? Error::Kind::Internal : whispr.translate(outcome.error()).kind;
    }

    //! Writes \p content to a file, as an upload that \p call came with.
    void attach(Call &call, const QByteArray &content, const QString &name = {})
    {
        QFile file(folder.filePath(QStringLiteral("upload%1").arg(++m_uploads)));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("%s", qPrintable(file.errorString()));
        call.file = UploadedFile{file.fileName(), name, content.size()};
    }

    void befriend(UserId one, UserId other)
    {
        orFatal(await(friends.request(one, other)));
        orFatal(await(friends.accept(other, one.value())));
    }

    //! \return the token in the link of the oldest mail that waits; empty if none does.
    QString mailedToken()
    {
        const Timestamp now = clock.now();
        const auto job = await(database->write([now](Stores &stores) {
            return stores.jobs.take({MailJobKind, 1, now, now + std::chrono::minutes(1)});
        }));
        if (!job || !*job)
            return {};
        const auto mail = fromPayload((*job)->payload, box);
        return mail ? mail->values[QLatin1String("link")].toString().section(QLatin1Char('='), -1)
                    : QString();
    }

    whispr::WhisprDialect whispr{{{auth, signUps, verification, passwordChanges, people, media},
                                  friends,
                                  conversations,
                                  messages,
                                  groups,
                                  notifications,
                                  typing,
                                  stars},
                                 {}};
    std::unique_ptr<const EndpointTable> whisprTable = std::move(*EndpointTable::make({&whispr}));

private:
    static Outcome run(const EndpointRow &row, Call call)
    {
        const auto valid = validate(row.endpoint.request, call.params);
        if (!valid)
            return valid.error();
        call.params = *valid;
        call.caller.session = SessionId(call.caller.user.value() + 1000);
        call.caller.address = QHostAddress(QHostAddress::LocalHost);
        call.origin = QStringLiteral("https://chat.example.org");
        return await(row.endpoint.handler(call));
    }

    int m_uploads = 0;
};

} // namespace linnet::test
