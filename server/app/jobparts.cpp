// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/jobparts.h"

#include "common/core/privatefile.h"
#include "server/app/foundation.h"
#include "server/jobs/mail/mailfolder.h"
#include "server/jobs/mail/smtptransport.h"

#include <QLoggingCategory>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(log, "linnet.jobs")

// They wait for a mail server, and cost no time of a processor.
constexpr int MailThreads = 4;

const QString DevelopmentSender = u"Linnet <no-reply@localhost>"_s;

//! \return the answer to \p security's question: which port such servers listen on.
int usualPort(const QString &security)
{
    if (security == u"tls"_s)
        return 465;
    return security == u"starttls"_s ? 587 : 25;
}

SmtpSettings::Security securityOf(const QString &name)
{
    if (name == u"tls"_s)
        return SmtpSettings::Security::Tls;
    return name == u"starttls"_s ? SmtpSettings::Security::StartTls : SmtpSettings::Security::None;
}

Result<QString> readPassword(const QString &path)
{
    if (path.isEmpty())
        return QString();
    const auto bytes = readPrivateFile(path);
    if (!bytes)
        return bytes.error();
    return QString::fromUtf8(*bytes).trimmed();
}

Result<std::shared_ptr<MailTransport>> smtp(const Config::Mail &mail)
{
    const auto password = readPassword(mail.passwordFile);
    if (!password)
        return password.error();
    return std::make_shared<SmtpTransport>(
        SmtpSettings{.host = mail.host,
                     .port = mail.port > 0 ? mail.port : usualPort(mail.security),
                     .security = securityOf(mail.security),
                     .user = mail.user,
                     .password = *password,
                     .caFile = mail.caFile,
                     .timeout = mail.timeout});
}

Result<std::shared_ptr<MailTransport>> makeTransport(const Config &config, const Options &options)
{
    if (!config.mail.host.isEmpty())
        return smtp(config.mail);
    if (!options.isDevelopment)
        return std::shared_ptr<MailTransport>();
    const QString folder = inDataDirectory(config, u"mail"_s);
    qCInfo(log).noquote() << "No mail server is set up: mails are written to" << folder;
    return std::make_shared<MailFolder>(folder);
}

} // namespace

bool sendsMail(const Config &config, const Options &options)
{
    return !config.mail.host.isEmpty() || options.isDevelopment;
}

Result<MailRoute> mailRoute(const Config &config, const Options &options)
{
    MailTemplates templates(config.mail.templates, config.mail.language);
    if (const auto checked = templates.check(); !checked)
        return checked.error();
    auto transport = makeTransport(config, options);
    if (!transport)
        return transport.error();
    const auto from =
        parseMailAddress(config.mail.from.isEmpty() ? DevelopmentSender : config.mail.from);
    return MailRoute{std::move(templates), from.value_or(MailAddress()), std::move(*transport)};
}

Result<QByteArray> JobParts::openKey(const Config &config)
{
    const QString path = inDataDirectory(config, u"jobs.secret"_s);
    auto key = openSecretFile(path, SecretBox::KeyBytes);
    if (key && key->size() != SecretBox::KeyBytes)
        return Error{Error::Kind::Internal, "private_file"_L1, u"A secret file cannot be used."_s,
                     u"%1 must have %2 bytes."_s.arg(path).arg(SecretBox::KeyBytes)};
    return key;
}

JobParts::JobParts(JobContext context, IdGenerator &ids, QByteArray key, MailRoute route)
    : box(std::move(key))
    , mailer(ids, context.clock, box, route.transport ? Mailer::Mode::Sends : Mailer::Mode::Refuses)
    , runner(context)
{
    if (!route.transport)
        return;
    mail.emplace(MailJob::Context{box, context.clock}, std::move(route));
    runner.add(*mail, {.threads = MailThreads});
}

QCoro::Task<> JobParts::tidy()
{
    try {
        const auto tidied = co_await runner.tidy();
        if (!tidied)
            qCWarning(log) << "Tidying jobs failed:" << tidied.error().message
                           << tidied.error().detail;
    } catch (const std::exception &exception) {
        qCWarning(log) << "Tidying jobs failed:" << exception.what();
    }
}

} // namespace linnet
