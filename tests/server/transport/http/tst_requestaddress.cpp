// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/requestaddress.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class RequestAddressTest : public QObject
{
    Q_OBJECT

private slots:
    void readsAllLinesAsOneList();
    void isThePeerWithoutProxies();
};

void RequestAddressTest::readsAllLinesAsOneList()
{
    net::Request request;
    request.peer.address = QHostAddress(u"10.0.0.1"_s);
    request.headers = {{"x-forwarded-for", "1.2.3.4, 198.51.100.7"},
                       {"x-forwarded-for", "10.0.0.2"}};
    const auto proxies = *NetworkList::parse({u"10.0.0.0/8"_s});
    QCOMPARE(requestAddress(request, proxies), QHostAddress(u"198.51.100.7"_s));
}

void RequestAddressTest::isThePeerWithoutProxies()
{
    net::Request request;
    request.peer.address = QHostAddress(u"10.0.0.1"_s);
    request.headers = {{"x-forwarded-for", "198.51.100.7"}};
    QCOMPARE(requestAddress(request, {}), QHostAddress(u"10.0.0.1"_s));
}

QTEST_GUILESS_MAIN(RequestAddressTest)
#include "tst_requestaddress.moc"
