// SPDX-License-Identifier: GPL-3.0-or-later
// Puts mails into the queue of a linnetd that does not run, as one that was killed right afterwards
// would have left them: linnet-enqueue-mail CONFIG DATA-DIRECTORY < [{"to": …, "template": …}, …]
#include "server/app/effectiveconfig.h"
#include "server/app/foundation.h"
#include "tests/support/await.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <cstdio>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

std::vector<Mail> readMails()
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return {};
    std::vector<Mail> mails;
    for (const auto &each : QJsonDocument::fromJson(input.readAll()).array())
        mails.push_back({.to = each[u"to"_s].toString(),
                         .templateName = each[u"template"_s].toString(),
                         .language = each[u"language"_s].toString(),
                         .values = each[u"values"_s].toObject(),
                         .unsubscribe = each[u"unsubscribe"_s].toString()});
    return mails;
}

Result<> enqueue(Foundation &foundation, const std::vector<Mail> &mails)
{
    return test::await(foundation.database->write([&](Stores &stores) -> Result<> {
        for (const Mail &mail : mails) {
            if (const auto sent = foundation.jobs->mailer.send(stores, mail); !sent)
                return sent;
        }
        return {};
    }));
}

Result<> run(const QStringList &arguments)
{
    Options options;
    options.configFile = arguments.value(1);
    options.dataDirectory = arguments.value(2);
    const auto config = effectiveConfig(options);
    if (!config)
        return config.error();
    const auto foundation = Foundation::open(*config, options);
    if (!foundation)
        return foundation.error();
    return enqueue(**foundation, readMails());
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const Mailbox mailbox;
    const auto done = run(QCoreApplication::arguments());
    if (!done)
        std::fprintf(stderr, "%s %s\n", qPrintable(done.error().message),
                     qPrintable(done.error().detail));
    return done ? 0 : 1;
}
