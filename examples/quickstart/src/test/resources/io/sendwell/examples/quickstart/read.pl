# Reads mails with Email::MIME. Prints what it finds, a line each: its kind, then base64 words.
use strict;
use warnings;
use Email::MIME;
use Encode qw(encode);
use MIME::Base64 qw(encode_base64);

sub show {
    my ($kind, @values) = @_;
    print join(' ', $kind, map { encode_base64(encode('UTF-8', $_ // ''), '') || '-' } @values), "\n";
}

for my $path (@ARGV) {
    open my $file, '<:raw', $path or die "$path: $!";
    my $octets = do { local $/; <$file> };
    show('mail');
    local $SIG{__WARN__} = sub { show('defect', $_[0]) };
    my $mail = Email::MIME->new($octets);
    show('subject', scalar $mail->header_str('Subject'));
    for my $field (qw(From Sender Reply-To To)) {
        next unless defined $mail->header_raw($field);
        show(lc $field, $_->phrase, $_->address) for $mail->header_as_obj($field)->addresses;
    }
    $mail->walk_parts(sub {
        my ($part) = @_;
        return if $part->subparts;
        if (defined $part->header('Content-Disposition')) {
            show('file', scalar $part->filename, length $part->body);
        } else {
            show($part->content_type =~ m{^text/html} ? 'html' : 'plain', $part->body_str);
        }
    });
}
