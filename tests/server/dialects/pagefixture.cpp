// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/dialects/pagefixture.h"

#include <QFile>

namespace linnet::test {

PageFixture::PageFixture() = default;

PageFixture::~PageFixture() = default;

PageFixture::Outcome PageFixture::ask(Method method, const QByteArray &path, UserId user,
                                      const QJsonObject &params)
{
    Call call;
    call.caller.user = user;
    call.params = params;
    return ask(method, path, call);
}

PageFixture::Outcome PageFixture::ask(Method method, const QByteArray &path, Call call)
{
    const EndpointTable::Route route = pageTable->findRoute(method, path);
    if (!route.row)
        qFatal("No row for %s", path.constData());
    for (auto capture = route.captures.begin(); capture != route.captures.end(); ++capture)
        call.params.insert(capture.key(), capture.value());
    return run(*route.row, call);
}

PageFixture::Outcome PageFixture::tell(const QByteArray &event, UserId user,
                                       const QJsonObject &params)
{
    const EndpointRow *row = pageTable->findEvent(m_page, event);
    if (!row)
        qFatal("No row for %s", event.constData());
    Call call;
    call.caller.user = user;
    call.params = params;
    return run(*row, call);
}

QString PageFixture::complaint(const Outcome &outcome) const
{
    return textOf(outcome, QLatin1String("message"));
}

QString PageFixture::details(const Outcome &outcome) const
{
    return textOf(outcome, QLatin1String("details"));
}

Error::Kind PageFixture::kindOf(const Outcome &outcome) const
{
    return outcome ? Error::Kind::Internal : m_page->translate(outcome.error()).kind;
}

void PageFixture::attach(Call &call, const QByteArray &content, const QString &name)
{
    QFile file(folder.filePath(QStringLiteral("upload%1").arg(++m_uploads)));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("%s", qPrintable(file.errorString()));
    call.file = UploadedFile{file.fileName(), name, content.size()};
}

QString PageFixture::mailedToken()
{
    const auto mail = nextMail();
    return mail ? mail->values[QLatin1String("link")].toString().section(QLatin1Char('='), -1)
                : QString();
}

void PageFixture::serve(PageDialect &page)
{
    m_page = &page;
    pageTable = std::move(*EndpointTable::make({&page}));
}

QString PageFixture::textOf(const Outcome &outcome, QLatin1String name) const
{
    if (outcome)
        return QStringLiteral("no error");
    return m_page->errorBody(m_page->translate(outcome.error()))[name].toString();
}

PageFixture::Outcome PageFixture::run(const EndpointRow &row, Call call)
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

} // namespace linnet::test
