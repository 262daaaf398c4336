// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/signalwatcher.h"

#include <QSocketNotifier>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace linnet {

namespace {

std::atomic<int> writeEnd = -1;
std::atomic<pid_t> watched = -1;

extern "C" void passOn(int number)
{
    // A program that is being started has the handler and the pipe until exec().
    if (::getpid() != watched)
        return;
    const int before = errno;
    const auto byte = static_cast<unsigned char>(number);
    // A full pipe means that the main thread has plenty to read; this one more says nothing new.
    [[maybe_unused]] const auto written = ::write(writeEnd, &byte, 1);
    errno = before;
}

} // namespace

SignalWatcher::SignalWatcher(std::initializer_list<int> numbers, QObject *parent)
    : QObject(parent)
    , m_numbers(numbers)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        qFatal("No pipe for signals: error %d", errno);
    m_readEnd = ends[0];
    writeEnd = ends[1];
    watched = ::getpid();
    m_notifier = new QSocketNotifier(m_readEnd, QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &SignalWatcher::readPipe);

    struct sigaction action = {};
    action.sa_handler = passOn;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (const int number : m_numbers)
        ::sigaction(number, &action, nullptr);
}

SignalWatcher::~SignalWatcher()
{
    for (const int number : m_numbers)
        ::signal(number, SIG_DFL);
    m_notifier->setEnabled(false);
    ::close(writeEnd.exchange(-1));
    ::close(m_readEnd);
}

void SignalWatcher::readPipe()
{
    std::array<unsigned char, 64> numbers{};
    const auto count = ::read(m_readEnd, numbers.data(), numbers.size());
    for (qsizetype i = 0; i < count; ++i)
        emit received(numbers[size_t(i)]);
}

} // namespace linnet
