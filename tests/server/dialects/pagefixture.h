// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/dialects/shared/pagedialect.h"
#include "tests/server/dialects/phone/phonefixture.h"

#include <QFile>
#include <QJsonArray>

namespace linnet::test {

//! \brief A dialect of pages over real services, beside the phone dialect: calls are found and
//! validated as transports do it.
class PageFixture : public PhoneFixture
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
        const EndpointTable::Route route = pageTable->findRoute(method, path);
        if (!route.row)
            qFatal("No row for %s", path.constData());
        for (auto capture = route.captures.begin(); capture != route.captures.end(); ++capture)
            call.params.insert(capture.key(), capture.value());
        return run(*route.row, call);
    }

    //! Tells it over a socket, with what a bare argument stands for already in \p params.
    Outcome tell(const QByteArray &event, UserId user, const QJsonObject &params)
    {
        const EndpointRow *row = pageTable->findEvent(m_page, event);
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
        return textOf(outcome, QLatin1String("message"));
    }

    //! \return the reason that is given beside it.
    QString details(const Outcome &outcome) const
    {
        return textOf(outcome, QLatin1String("details"));
    }

    Error::Kind kindOf(const Outcome &outcome) const
    {
        return outcome ? Error::Kind::Internal : m_page->translate(outcome.error()).kind;
    }

    //! Writes \p content to a file, as an upload that \p call came with.
    void attach(Call &call, const QByteArray &content, const QString &name = {})
    {
        QFile file(folder.filePath(QStringLiteral("upload%1").arg(++m_uploads)));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("%s", qPrintable(file.errorString()));
        call.file = UploadedFile{file.fileName(), name, content.size()};
    }

    std::unique_ptr<const EndpointTable> pageTable; //!< Of the one dialect.

protected:
    //! To be called when \p page is there.
    void serve(PageDialect &page)
    {
        m_page = &page;
        pageTable = std::move(*EndpointTable::make({&page}));
    }

private:
    QString textOf(const Outcome &outcome, QLatin1String name) const
    {
        if (outcome)
            return QStringLiteral("no error");
        return m_page->errorBody(m_page->translate(outcome.error()))[name].toString();
    }

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

    const PageDialect *m_page = nullptr;
    int m_uploads = 0;
};

} // namespace linnet::test
